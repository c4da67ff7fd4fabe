import { text } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holdFile, listFileVersions, openDownload, purgeFiles, releaseHold } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, textOf } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

let organization: string
let ada: WorkContext
beforeEach(async () => {
  const made = await world.member('owner')
  organization = made.organization
  ada = made.context
})

const hold = (id: string) => holdFile(world.services, ada, { id, reason: 'a case' })
const lift = (id: string) => releaseHold(world.services, ada, { id, reason: 'closed' })
const rowOf = (id: string) => world.database.reader(ada).get(StoredFile, id)

async function clean(bytes: string): Promise<string> {
  const { id } = await world.upload(ada, { organization, fileName: 'a.txt', bytes: Buffer.from(bytes) })
  await world.scan(organization, id)
  return id
}

async function served(id: string): Promise<string> {
  const { open } = await openDownload(world.services, ada, { file: id })
  return open ? text(await open()) : ''
}

describe('a hold', () => {
  it.each(['pending', 'receiving', 'failed'])(
    'is not for what is %s: it must still be cleared away',
    async (status) => {
      const id = await clean('first')
      await world.sql('update file set status = $2 where id = $1', [id, status])
      await expect(hold(id)).rejects.toMatchObject({ code: 'conflict', reason: 'not_received' })
      expect(await rowOf(id)).toMatchObject({ legalHold: false })
    },
  )

  it('leaves an upload that breaks off nothing to stumble over', async () => {
    let held: Promise<unknown> | undefined
    const upload = world.upload(ada, {
      organization,
      fileName: 'a.txt',
      bytes: textOf(100_000), // Nobody said how much: there is a row of it while it comes.
      finished: async () => {
        const [file] = await world.sql<{ id: string }>('select id from file where organization_id = $1', [organization])
        held = hold(file?.id ?? '')
        await held.catch(() => undefined)
        throw new Error('the form was never finished')
      },
    })
    await expect(upload).rejects.toThrow()
    await expect(held).rejects.toMatchObject({ reason: 'not_received' })
    expect(await world.traces(organization)).toMatchObject({ files: 0, versions: 0, objects: [], used: 0, reserved: 0 })
  })

  it('refuses a version whose bytes were on their way, and gives back what was set aside for them', async () => {
    const id = await clean('evidence')
    const replaced = world.upload(ada, {
      organization,
      fileName: 'a.txt',
      bytes: Buffer.from('something else'),
      replaces: id,
      finished: async () => {
        await hold(id)
        return {}
      },
    })
    await expect(replaced).rejects.toMatchObject({ code: 'conflict', reason: 'legal_hold' })
    expect(await rowOf(id)).toMatchObject({ versionNumber: 1, newVersionStatus: null, legalHold: true })
    expect(await served(id)).toBe('evidence')
    expect(await world.traces(organization)).toMatchObject({ versions: 1, used: 8, reserved: 0 })
  })

  it('keeps a version that was stored before from being served until it is lifted', async () => {
    const id = await clean('evidence')
    await world.upload(ada, { organization, fileName: 'a.txt', bytes: Buffer.from('the next one'), replaces: id })
    await hold(id)
    await world.scan(organization, id)
    expect(await rowOf(id)).toMatchObject({ versionNumber: 1, newVersionStatus: null, fileSize: 8 })
    expect(await served(id)).toBe('evidence')
    const versions = await listFileVersions(world.services, ada, id)
    expect(versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'available'],
      [1, 'available'],
    ])
    await lift(id)
    expect(await rowOf(id)).toMatchObject({ versionNumber: 2, status: 'available', fileSize: 12, legalHold: false })
    expect(await served(id)).toBe('the next one')
    expect((await world.events(id)).map(({ topic }) => topic).at(-2)).toBe('file.available')
  })

  it('that is lifted leaves a file as it was where nothing has waited', async () => {
    const id = await clean('evidence')
    await hold(id)
    await world.database.withUnitOfWork(ada, (work) => work.get(StoredFile, id))
    expect(await lift(id)).toMatchObject({ versionNumber: 1, status: 'available', legalHold: false })
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
    expect(await purgeFiles(world.services, ada, [id])).toBe(1)
  })
})
