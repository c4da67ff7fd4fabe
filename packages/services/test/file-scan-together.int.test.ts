import { randomUUID } from 'node:crypto'
import { asSystem, type Database, recordEffect } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FileServices, scanFile } from '../src/file/index.ts'
import { ScannerUnavailable } from '../src/file/scanner.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const { scanner } = waryScanner()

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld({ scanner })
})
afterAll(() => world.close())

let home: Awaited<ReturnType<FileWorld['member']>>
beforeEach(async () => {
  home = await world.member('owner')
})

async function uploaded(count: number, bytesOf = (place: number) => `${place} ${randomUUID()}`): Promise<string[]> {
  const { organization, context } = home
  const ids: string[] = []
  for (let place = 0; place < count; place += 1) {
    const bytes = Buffer.from(bytesOf(place))
    const { id } = await world.upload(context, { organization, fileName: `${place}.txt`, bytes })
    ids.push(id)
  }
  return ids
}

/** A database of its own for what gathers, that counts transactions. */
function counted(): { readonly database: Database; readonly count: () => number } {
  let count = 0
  const database: Database = Object.create(world.database, {
    withUnitOfWork: {
      value: (...given: Parameters<Database['withUnitOfWork']>) => {
        count += 1
        return world.database.withUnitOfWork(...given)
      },
    },
  })
  return { database, count: () => count }
}

function scanEach(services: FileServices, ids: readonly string[]): Promise<PromiseSettledResult<void>[]> {
  const { organization } = home
  return Promise.allSettled(
    ids.map((objectId) => {
      const payload = { event: randomUUID(), organization, objectId }
      return scanFile(services, payload, async (work) =>
        recordEffect(work, { event: payload.event, handler: objectId }),
      )
    }),
  )
}

const statusOf = async (id: string) =>
  (await world.sql<{ status: string }>('select status from file where id = $1', [id]))[0]?.status
const told = async (id: string) => (await world.events(id)).map(({ topic }) => topic)
const effects = (ids: readonly string[]) =>
  world.sql('select handler from effect where handler = any($1::text[])', [ids])

describe('files that are scanned at once', () => {
  it('share transactions, and each has its own entries, events and effect', async () => {
    const ids = await uploaded(20)
    const { database, count } = counted()
    await scanEach({ ...world.services, database }, ids)

    expect(count()).toBeLessThan(20)
    expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'available'))
    for (const id of ids) {
      expect(await told(id)).toEqual(['file.created', 'file.stored', 'file.scanning', 'file.available'])
      const entries = await world.sql<{ status: unknown; version: number }>(
        `select changes->'status' as status, (context->>'version')::int as version from audit_entry
         where object_id = $1 and changes ? 'status' order by created_at, id`,
        [id],
      )
      expect(entries.slice(-2)).toEqual([
        { status: { old: 'stored', new: 'scanning' }, version: 1 },
        { status: { old: 'scanning', new: 'available' }, version: 1 },
      ])
    }
    const versions = await world.sql(
      `select v.status, v.lease_token, b.scan_verdict, b.scan_engine, b.scan_result from file_version v join blob b on b.id = v.blob_id
       where v.file_id = any($1::uuid[]) group by 1, 2, 3, 4, 5`,
      [ids],
    )
    expect(versions).toEqual([
      { status: 'available', lease_token: null, scan_verdict: 'clean', scan_engine: 'clamav', scan_result: 'clean' },
    ])
    expect(await effects(ids)).toHaveLength(20)
  })

  it('are judged each by what is in it', async () => {
    const ids = await uploaded(6, (place) => (place === 3 ? `HARMFUL ${randomUUID()}` : randomUUID()))
    await scanEach(world.services, ids)
    const found = ids.map((_, place) => (place === 3 ? 'quarantined' : 'available'))
    expect(await Promise.all(ids.map(statusOf))).toEqual(found)
    expect(await effects(ids)).toHaveLength(6)
  })

  it('wait as stored when the scanner does not answer, and so does the one it breaks off at', async () => {
    const ids = await uploaded(5)
    const silentAt = ids[2]
    const [row] = await world.sql<{ sha256: string }>('select sha256 from file where id = $1', [silentAt])
    const moody: FileServices['scanner'] = {
      ...scanner,
      scan: (subject) =>
        subject.sha256 === row?.sha256 ? Promise.reject(new ScannerUnavailable('gone')) : scanner.scan(subject),
    }
    const outcomes = await scanEach({ ...world.services, scanner: moody }, ids)
    expect(outcomes.map(({ status }) => status)).toEqual(ids.map((id) => (id === silentAt ? 'rejected' : 'fulfilled')))
    const statuses = ids.map((id) => (id === silentAt ? 'stored' : 'available'))
    expect(await Promise.all(ids.map(statusOf))).toEqual(statuses)
    expect(await effects(ids)).toHaveLength(4)
  })

  it('do not wait for one that somebody else holds', async () => {
    const [held = '', ...others] = await uploaded(5)
    const services = { ...world.services, database: counted().database }
    let scans: Promise<unknown> = Promise.resolve()
    await world.database.withUnitOfWork(asSystem('test: a file is held'), async (work) => {
      await work.get(StoredFile, held, { lock: true })
      scans = scanEach(services, [held])
      await scanEach(services, others)
      expect(await Promise.all(others.map(statusOf))).toEqual(others.map(() => 'available'))
    })
    await scans
    expect(await statusOf(held)).toBe('available')
  })

  it('are not let go by whoever lost them: another one has the say', async () => {
    const ids = await uploaded(3)
    const taker = {
      ...scanner,
      scan: async (subject: Parameters<FileServices['scanner']['scan']>[0]) => {
        await world.sql('update file_version set lease_token = gen_random_uuid() where file_id = $1', [ids[1]])
        return scanner.scan(subject)
      },
    }
    const outcomes = await scanEach({ ...world.services, scanner: taker, database: counted().database }, ids)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await Promise.all(ids.map(statusOf))).toEqual(['available', 'scanning', 'available'])
  })

  it('in the trash are scanned as well', async () => {
    const ids = await uploaded(3)
    await world.sql('update file set deleted_at = now() where id = $1', [ids[1]])
    await scanEach(world.services, ids)
    expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'available'))
  })
})
