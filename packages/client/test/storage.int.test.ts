import { randomBytes } from 'node:crypto'
import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../apps/api/test/support/start-test-api.ts'
import { createClient, type GroundworkClient, type UploadContext } from '../src/index.ts'

let api: TestApi
let home: string
let gw: GroundworkClient
let context: UploadContext

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Client')
  const { token } = await api.member(home, 'owner')
  gw = createClient({ url: api.url, token })
  context = { orgId: home, system: 'workspace', objectType: 'doc', objectId: 'typed', relatedObjectType: 'note' }
})
afterAll(async () => {
  await gw.close()
  await api.stop()
})

async function letGo(filePath: string): Promise<void> {
  const [row] = await api.sql<{ id: string }>('select id from file where file_path = $1', [filePath])
  await makeAvailable(api.sql, row?.id ?? '')
}

it('has the five methods of the storage service', async () => {
  const text = randomBytes(300).toString('hex')
  const stored = await gw.storage.uploadFile({ name: 'typed.txt', bytes: Buffer.from(text) }, context, {
    addTimestamp: false,
  })
  const { filePath } = stored
  expect(stored).toEqual({
    filePath: `${home}/workspace/doc/typed/typed.txt`,
    size: 600,
    mimeType: 'text/plain',
    uploadedAt: expect.stringMatching(/Z$/),
    originalFilename: 'typed.txt',
  })
  await letGo(filePath)

  expect(await gw.storage.fileExists(filePath)).toBe(true)
  expect(await gw.storage.getFileMetadata(filePath)).toEqual({
    ...stored,
    system: 'workspace',
    objectType: 'doc',
    deleted: false,
  })
  const url = await gw.storage.generateSignedUrl(filePath, { expiresIn: 60 })
  expect(await (await fetch(url.replace(new URL(url).origin, api.url))).text()).toBe(text)

  expect(await gw.storage.deleteFile(filePath)).toBe(true)
  expect(await gw.storage.fileExists(filePath)).toBe(false)
  await expect(gw.storage.getFileMetadata(filePath)).rejects.toMatchObject({
    code: 'not_found',
    message: 'File not found',
  })
})

it('puts a moment in front of the name unless told, and deletes for good when asked to', async () => {
  const { filePath } = await gw.storage.uploadFile({ name: 'often.txt', bytes: Buffer.from('text') }, context)
  expect(filePath).toMatch(/\/workspace\/doc\/typed\/\d{8}_\d{6}_often\.txt$/)
  await letGo(filePath)
  expect(await gw.storage.deleteFile(filePath, { hardDelete: true })).toBe(true)
  expect(await api.sql('select status from file where file_path = $1', [filePath])).toEqual([{ status: 'purged' }])
})

it('says why something is refused', async () => {
  const file = { name: 'a.txt', bytes: Buffer.from('text') }
  const wrong = { ...context, system: 'nothing' } as unknown as UploadContext
  await expect(gw.storage.uploadFile(file, wrong)).rejects.toThrow('Invalid system: nothing')
  expect(await gw.storage.fileExists(`${home}/workspace/doc/typed/never.txt`)).toBe(false)
})
