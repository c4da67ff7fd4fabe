import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { typeOfExtension } from '@groundwork/domain'
import { storageKey } from '@groundwork/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AdoptedBytes,
  adoptBytes,
  openDownload,
  reapStaleUploads,
  receiveUpload,
  reserve,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, sha256, streamOf, textOf } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

type Owner = Awaited<ReturnType<FileWorld['member']>>

/** Bytes that came in several goes: they lie there, and so much was set aside for them. */
async function lying({ organization, context }: Owner, bytes: Buffer, fileName = 'a.txt'): Promise<AdoptedBytes> {
  const fileId = randomUUID()
  const timestamp = world.services.clock()
  const key = storageKey({
    organization,
    system: 'workspace',
    objectType: 'file',
    objectId: 'x',
    fileId,
    name: fileName,
    timestamp,
  })
  const signal = AbortSignal.timeout(10_000)
  const { etag } = await world.storage.put(key, streamOf(bytes), { contentType: 'text/plain', signal })
  await world.database.withUnitOfWork(context, (work) => reserve(work, { organization, bytes: bytes.length }))
  const type = typeOfExtension('txt')
  if (!type) throw new Error('There is no plain text')
  const content = { bytes: bytes.length, sha256: sha256(bytes), etag }
  const fields = { organization, fileName }
  return { fields, name: fileName, type, blob: fileId, provider: 'local', key, content, reserved: bytes.length }
}

describe('bytes that came in several goes', () => {
  it('become a file together with what their door writes down of them, or not at all', async () => {
    const owner = await world.member()
    const adopted = await lying(owner, textOf(200_000))
    const adopt = (besides: () => Promise<void>) => adoptBytes(world.services, owner.context, adopted, besides)
    await expect(adopt(() => Promise.reject(new Error('the session is gone')))).rejects.toThrow('the session is gone')
    expect(await world.quota(owner.organization)).toEqual({ used: 0, reserved: 200_000 })
    expect(await world.traces(owner.organization)).toMatchObject({ files: 0, versions: 0 })

    const file = await adopt(async () => undefined)
    expect(file).toMatchObject({ status: 'stored', fileSize: 200_000, mimeType: 'text/plain' })
    expect(await world.quota(owner.organization)).toEqual({ used: 200_000, reserved: 0 })
    await world.scan(owner.organization, file.id)
    const { open } = await openDownload(world.services, owner.context, { file: file.id })
    expect(open && (await text(await open()))).toBe(textOf(200_000).toString())
  })

  it('become the next version of a file', async () => {
    const owner = await world.member()
    const { organization, context } = owner
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
    await world.scan(organization, id)
    const adopted = await lying(owner, textOf(30))
    const next = { ...adopted, fields: { ...adopted.fields, replaces: id } }
    const row = await adoptBytes(world.services, context, next, async () => undefined)
    expect(row).toMatchObject({ id, versionNumber: 1, newVersionStatus: 'stored' })
    await world.scan(organization, id)
    const { open } = await openDownload(world.services, context, { file: id })
    expect(open && (await text(await open()))).toHaveLength(30)
  })

  it('are nobody else’s to take', async () => {
    const [owner, stranger] = [await world.member(), await world.member()]
    const adopting = adoptBytes(world.services, stranger.context, await lying(owner, textOf(10)), async () => undefined)
    await expect(adopting).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('a new version whose process died is cleared away, and its file stays as it was', async () => {
  const { organization, context } = await world.member()
  const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
  await world.scan(organization, id)
  const finished = async () => {
    await world.sql(
      `update file_version set lease_until = now() - interval '1 second' where file_id = $1 and number = 2`,
      [id],
    )
    expect(await reapStaleUploads(world.services)).toBe(1)
    return {}
  }
  const replacing = receiveUpload(world.services, context, {
    organization,
    fileName: 'a.txt',
    replaces: id,
    stream: streamOf(textOf(200_000)),
    finished,
  })
  await expect(replacing).rejects.toMatchObject({ reason: 'lease_lost' })
  const [file] = await world.sql('select status, version_number, new_version_status from file where id = $1', [id])
  expect(file).toEqual({ status: 'available', version_number: 1, new_version_status: null })
  expect(await world.traces(organization)).toMatchObject({ versions: 1, used: 10, reserved: 0 })
  expect((await world.traces(organization)).objects).toHaveLength(1)
})
