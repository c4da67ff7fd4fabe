import { randomUUID } from 'node:crypto'
import type { Database } from '@groundwork/db'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { copyFile, openDownload, releaseFile, rescanFile } from '../src/file/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const harmful = Buffer.from('something HARMFUL')
const { scanner, state } = waryScanner()

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld({ scanner })
})
afterAll(() => world.close())

let home: Awaited<ReturnType<FileWorld['member']>>
beforeEach(async () => {
  home = await world.member('owner')
  Object.assign(state, { signatures: randomUUID(), fears: 'HARMFUL' })
})

async function uploaded(bytes: Buffer): Promise<string> {
  const { organization, context } = home
  const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes })
  await world.scan(organization, id)
  return id
}

const statusOf = async (id: string) =>
  (await world.sql<{ status: string }>('select status from file where id = $1', [id]))[0]?.status
const download = (id: string) => openDownload(world.services, home.context, { file: id })
const refused = { code: 'not_available', reason: 'quarantined' }
const rescanned = (objectId: string) =>
  rescanFile(world.services, { event: randomUUID(), organization: home.organization, objectId }, async () => undefined)

describe('a verdict that comes in between', () => {
  const unclear = { ...scanner, scan: async () => ({ kind: 'unscannable', reason: 'locked', cause: null }) as const }

  /** Has something happen after the right was asked for, and before anything is let go. */
  function between(happens: () => Promise<unknown>): Database {
    let begun = 0
    const { database } = world
    return Object.create(database, {
      withUnitOfWork: {
        value: async (...given: Parameters<Database['withUnitOfWork']>) => {
          begun += 1
          if (begun === 2) await happens()
          return database.withUnitOfWork(...given)
        },
      },
    })
  }

  it('is not released on the word about the one before', async () => {
    const { organization, context } = home
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: harmful })
    await world.scan(organization, id, { scanner: unclear })
    const services = { ...world.services, database: between(() => rescanned(id)) }
    const changed = { code: 'conflict', reason: 'verdict_changed' }
    const release = { id, reason: 'we have the key' }
    await expect(releaseFile(services, context, release)).rejects.toMatchObject(changed)
    const shown = { verdict: 'unscannable', finding: 'locked' } as const
    await expect(releaseFile(world.services, context, { ...release, ...shown })).rejects.toMatchObject(changed)
    expect(await statusOf(id)).toBe('quarantined')
    await expect(download(id)).rejects.toMatchObject(refused)
  })

  it('hinders nothing when it is the same, and nothing is released twice', async () => {
    const id = await uploaded(harmful)
    const again = between(async () => {
      state.signatures = 'newer'
      await rescanned(id)
    })
    const shown = { id, reason: 'ours', verdict: 'infected', finding: 'Test.Harmful' } as const
    const other = between(() => releaseFile({ ...world.services, database: again }, home.context, shown))
    await expect(releaseFile({ ...world.services, database: other }, home.context, shown)).rejects.toMatchObject({
      reason: 'not_quarantined',
    })
    expect(await statusOf(id)).toBe('available')
  })

  it('reaches a copy that is being made', async () => {
    const id = await uploaded(Buffer.from('a new PLAGUE'))
    Object.assign(state, { signatures: 'next', fears: 'PLAGUE' })
    let judged: Promise<void> | undefined
    const database: Database = Object.create(world.database, {
      withUnitOfWork: {
        value: (...[context, use]: Parameters<Database['withUnitOfWork']>) =>
          world.database.withUnitOfWork(context, async (work) => {
            const copy = await use(work)
            judged = rescanned(id)
            await world.someoneWaits()
            return copy
          }),
      },
    })
    const copy = await copyFile({ ...world.services, database }, home.context, { id, folder: null })
    await judged
    expect([await statusOf(id), await statusOf(copy.id)]).toEqual(['quarantined', 'quarantined'])
    await expect(download(copy.id)).rejects.toMatchObject(refused)
  })
})
