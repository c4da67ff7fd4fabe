import { buffer } from 'node:stream/consumers'
import {
  announceBlob,
  asSystem,
  claimStorageMove,
  type Database,
  insertBlob,
  leaveStorageMove,
  openDatabase,
  settleContent,
  storageMoves,
  untilOnDisk,
} from '@groundwork/db'
import { DomainError, Organization, StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveUpload, removeDeadBytes } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, nothingLeft, sha256, streamOf, textLike, textOf } from './file-world.ts'

const KB = 1024
let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

const blobsOf = (organization: string) =>
  world.sql<{ isDead: boolean }>('select removed_at is not null as "isDead" from blob where organization_id = $1', [
    organization,
  ])

const expire = `update blob set removed_at = now() + interval '1 minute'
  where organization_id = $1 and removed_at is not null`

const lost = () => new DomainError('unavailable', 'The database does not answer')

interface Silence {
  /** Whether the commit that is not answered comes to pass. */
  readonly isKept: boolean
  /** Nothing is answered from then on. */
  readonly forGood?: boolean
}

/** Does not answer whoever makes a file. */
const silent = (database: Database, { isKept, forGood = false }: Silence): Database => {
  let isSilent = false
  const withUnitOfWork: Database['withUnitOfWork'] = async (context, use) => {
    let isMade = false
    if (isSilent) throw lost()
    const result = await database.withUnitOfWork(context, async (work) => {
      const insert = work.insert.bind(work)
      work.insert = (resource, values, options) => {
        isMade ||= resource.name === StoredFile.name
        return insert(resource, values, options)
      }
      const made = await use(work)
      isSilent = isMade && forGood
      if (isMade && !isKept) throw lost()
      return made
    })
    if (isMade) throw lost()
    return result
  }
  return { ...database, withUnitOfWork }
}

/** Commits a file and loses it again, as a Postgres does that dies before its disk has heard of it. */
const forgetful = (database: Database, organization: string): Database => ({
  ...database,
  withUnitOfWork: async (context, use) => {
    const result = await database.withUnitOfWork(context, use)
    await world.sql('delete from file_version where organization_id = $1', [organization])
    const lostFiles = await world.sql('delete from file where organization_id = $1 returning 1', [organization])
    if (lostFiles.length) {
      await world.sql(`update blob set removed_at = now() + interval '1 day' where organization_id = $1`, [
        organization,
      ])
      await world.sql('update storage_quota set used_bytes = 0, subtree_used_bytes = 0 where organization_id = $1', [
        organization,
      ])
    }
    return result
  },
})

/** What the trail says of uploads: that they went well, or why not. */
const uploadsTold = async (organization: string) => {
  const entries = await world.audit(organization)
  return entries
    .filter(({ action }) => action === 'UPLOAD')
    .map(({ context }) => context.reason ?? context.success ?? true)
}

const system = asSystem('set a test up')

describe('a file that is small enough to be charged as it is kept', () => {
  it.each([
    ['that is announced', { declaredSize: 200 * KB }, 200 * KB],
    ['that is seen whole at once', {}, 5 * KB],
  ])('%s holds back nothing while it comes, and is whole afterwards', async (_, announced, size) => {
    const { organization, context } = await world.member()
    const bytes = textOf(size)
    const seen: unknown[] = []
    const finished = async () => {
      seen.push(await world.traces(organization), await blobsOf(organization))
      return {}
    }
    const upload = { organization, fileName: 'a.txt', stream: streamOf(bytes), finished, ...announced }
    const file = await receiveUpload(world.services, context, upload)
    expect(seen).toEqual([
      { ...nothingLeft, objects: [expect.any(String)] },
      [{ isDead: true }], // What ends it here leaves a tombstone for the bytes.
    ])
    expect(file).toMatchObject({ status: 'stored', fileSize: size, sha256: sha256(bytes) })
    expect(await blobsOf(organization)).toEqual([{ isDead: false }])
    expect(await world.quota(organization)).toEqual({ used: size, reserved: 0 })
  })

  it.each([
    ['does not fit', 'quota_exceeded', {}],
    ['goes to a folder that is none', 'invalid', { folder: v7() }],
  ])('that %s leaves neither bytes nor tombstone', async (_, code, more) => {
    const { organization, context } = await world.member()
    await world.setQuota(organization, 10 * KB)
    const upload = { organization, fileName: 'a.txt', bytes: textOf(20 * KB), ...more }
    await expect(world.upload(context, upload)).rejects.toMatchObject({ code })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect(await blobsOf(organization)).toEqual([])
  })

  it('whose place could not be noted is refused, though its bytes have come', async () => {
    const { organization, context } = await world.member()
    const withUnitOfWork: Database['withUnitOfWork'] = (unit, use) =>
      unit.actor.kind === 'system' ? Promise.reject(lost()) : world.database.withUnitOfWork(unit, use)
    const services = { ...world.services, database: { ...world.database, withUnitOfWork } }
    const stream = streamOf(textOf(7 * KB))
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect(await blobsOf(organization)).toEqual([])
  })

  it.each([true, false])('keeps its bytes where its commit was not answered (for good: %s)', async (forGood) => {
    const { organization, context } = await world.member()
    const bytes = textOf(7 * KB)
    const services = { ...world.services, database: silent(world.database, { isKept: true, forGood }) }
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream: streamOf(bytes) })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable' })
    const { files, used, objects } = await world.traces(organization)
    expect({ files, used }).toEqual({ files: 1, used: bytes.length })
    expect(await buffer(await world.storage.open(toStorageKey(objects[0] ?? '')))).toEqual(bytes)
    expect(await blobsOf(organization)).toEqual([{ isDead: false }])
    expect(await uploadsTold(organization)).toEqual([true])
  })

  it('leaves nothing where somebody can ask whether its commit failed', async () => {
    const { organization, context } = await world.member()
    const services = { ...world.services, database: silent(world.database, { isKept: false }) }
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream: streamOf(textOf(KB)) })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect(await blobsOf(organization)).toEqual([])
    expect(await uploadsTold(organization)).toEqual(['unavailable'])
  })

  it('leaves a tombstone where nobody knows that its commit failed', async () => {
    const { organization, context } = await world.member()
    const services = { ...world.services, database: silent(world.database, { isKept: false, forGood: true }) }
    const stream = streamOf(textOf(8 * KB))
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable' })
    expect(await world.traces(organization)).toMatchObject({ files: 0, used: 0, objects: [expect.any(String)] })

    await removeDeadBytes(world.services)
    expect(await blobsOf(organization)).toEqual([{ isDead: true }])
    await world.sql('update blob set removed_at = now() where organization_id = $1', [organization])
    await removeDeadBytes(world.services)
    expect(await blobsOf(organization)).toEqual([])
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('is told of once the disk has it, and not where Postgres lost it before that', async () => {
    const { organization, context } = await world.member()
    const services = { ...world.services, database: forgetful(world.database, organization) }
    const stream = streamOf(textOf(11 * KB))
    const upload = receiveUpload(services, context, { organization, fileName: 'a.txt', stream })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable', reason: 'upload_interrupted' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect(await blobsOf(organization)).toEqual([])
  })

  it('is told of once the log of the database has been written, where its clusters wait for that', async () => {
    const { organization, context } = await world.member()
    const stream = streamOf(textOf(13 * KB))
    const { id } = await receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream })
    const [version] = await world.sql<{ id: string }>('select id from file_version where file_id = $1', [id])
    const [place] = await world.sql<{ name: string }>('select current_database() as name')
    await world.asOwner(`alter database "${place?.name}" set synchronous_commit = on`)
    const database = await openDatabase({ url: world.appUrl })
    try {
      // The cluster of the tests does not wait, so this is not written yet.
      const [{ at } = { at: '' }] = await world.sql<{ at: string }>(
        `select pg_logical_emit_message(true, 'test', repeat('x', 1000000)), pg_current_wal_insert_lsn() as at`,
      )
      await untilOnDisk(database, version?.id ?? '')
      const [{ isWritten } = { isWritten: false }] = await world.sql<{ isWritten: boolean }>(
        'select pg_current_wal_flush_lsn() >= $1 as "isWritten"',
        [at],
      )
      expect(isWritten).toBe(true)
    } finally {
      await database.close()
      await world.asOwner(`alter database "${place?.name}" reset synchronous_commit`)
    }
  })

  it('is told of though another one that was waited for with it is lost', async () => {
    const { organization, context } = await world.member()
    const stream = streamOf(textOf(12 * KB))
    const { id } = await receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream })
    const [version] = await world.sql<{ id: string }>('select id from file_version where file_id = $1', [id])
    const told = [version?.id ?? '', v7(), version?.id ?? ''].map((each) => untilOnDisk(world.database, each))
    expect((await Promise.allSettled(told)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(told[1]).rejects.toMatchObject({ code: 'unavailable', reason: 'upload_interrupted' })
  })

  it.each([
    ['once its note is due', expire, 9 * KB],
    [
      'of a note that a crash has lost',
      'delete from blob where organization_id = $1 and removed_at is not null',
      10 * KB,
    ],
  ])('never comes to life %s: its bytes are withdrawn, and it may be sent again', async (_, meanwhile, size) => {
    const { organization, context } = await world.member()
    const finished = async () => {
      await world.sql(meanwhile, [organization])
      return {}
    }
    const stream = streamOf(textOf(size))
    const upload = receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream, finished })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable', reason: 'upload_interrupted' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect(await blobsOf(organization)).toEqual([])
    expect(await uploadsTold(organization)).toEqual(['upload_interrupted'])
  })
})

describe('what is cleared away', () => {
  it('does not come to life for those who look for equal bytes first either', async () => {
    const { organization } = await world.member()
    const place = { id: v7(), organization, storageProvider: 'local', storageKey: v7() }
    const revive = () => world.database.withUnitOfWork(system, (work) => insertBlob(work, place))
    await announceBlob(world.database, place).written()
    await world.sql(expire, [organization])
    await expect(revive()).rejects.toMatchObject({ code: 'unavailable', reason: 'upload_interrupted' })
    await world.sql(`update blob set removed_at = now() + interval '1 day' where id = $1`, [place.id])
    await revive()
    expect(await blobsOf(organization)).toEqual([{ isDead: false }])
  })

  it('is given no content any more', async () => {
    const { organization } = await world.member()
    const id = v7()
    const content = { bytes: 3, sha256: sha256(Buffer.from('abc')), etag: 'e' }
    const settled = world.database.withUnitOfWork(system, async (work) => {
      await insertBlob(work, { id, organization, storageProvider: 'local', storageKey: id })
      await work.query('update blob set removed_at = now() where id = $1', [id])
      return settleContent(work, { blob: id, organization, content, reserved: 0, proven: null })
    })
    await expect(settled).rejects.toThrow('neither content nor an equal')
  })
})

describe('a move to another storage', () => {
  it('is not over while a small file is on its way to the old one, and waits two hours for one that was killed', async () => {
    const { organization, context } = await world.member()
    const seen: unknown[] = []
    const leave = () =>
      world.database.withUnitOfWork(system, async (work) => {
        const lease = await claimStorageMove(work, { token: v7(), seconds: 60, except: [] })
        const [move] = await storageMoves(work, { organization, limit: 1 })
        return [lease && (await leaveStorageMove(work, lease, null)), move?.leftCount]
      })
    const finished = async () => {
      await world.sql(`insert into storage_move (organization_id, target) values ($1, 's3')`, [organization])
      seen.push(await leave())
      for (const left of ['22 hours 10 minutes', '21 hours 59 minutes']) {
        await world.sql('update blob set removed_at = now() + $2::interval where organization_id = $1', [
          organization,
          left,
        ])
        seen.push(await leave())
      }
      return {}
    }
    const upload = { organization, fileName: 'a.txt', stream: streamOf(textOf(12 * KB)), finished }
    await expect(receiveUpload(world.services, context, upload)).rejects.toMatchObject({ reason: 'upload_interrupted' })
    expect(seen).toEqual([
      [false, 1],
      [false, 1],
      [true, 0],
    ])
  })
})

describe('what is announced at the same time', () => {
  it('is noted in a few commits', async () => {
    const { organization } = await world.member()
    const blobs = Array.from({ length: 40 }, () => v7())
    await Promise.all(
      blobs.map((id) =>
        announceBlob(world.database, { id, organization, storageProvider: 'local', storageKey: id }).written(),
      ),
    )
    const [row] = await world.sql<{ commits: number; noted: number }>(
      'select count(distinct xmin::text)::int as commits, count(*)::int as noted from blob where organization_id = $1',
      [organization],
    )
    expect(row?.noted).toBe(blobs.length)
    expect(row?.commits).toBeLessThan(5)
    await world.sql('delete from blob where organization_id = $1', [organization])
  })

  it('waits for nobody who changes another organization', async () => {
    const [busy, other] = [await world.organization(), await world.organization()]
    const announce = (organization: string) => {
      const id = v7()
      return announceBlob(world.database, { id, organization, storageProvider: 'local', storageKey: id }).written()
    }
    let held: Promise<void> | undefined
    await world.database.withUnitOfWork(system, async (work) => {
      await work.get(Organization, busy, { lock: true })
      held = announce(busy)
      await world.someoneWaits()
      await announce(other)
      expect([await blobsOf(busy), await blobsOf(other)]).toEqual([[], [{ isDead: true }]])
    })
    await held
    expect(await blobsOf(busy)).toEqual([{ isDead: true }])
  })
})

describe('what is sent with a commit', () => {
  it('is refused to those who only look', async () => {
    const { context } = await world.member()
    const look = world.database.look(context, async (work) => work.atCommit('select 1'))
    await expect(look).rejects.toThrow('writes nothing')
  })

  it('undoes everything where it is refused', async () => {
    const { organization, context } = await world.member()
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textLike(KB, 1) })
    const work = world.database.withUnitOfWork(context, async (unit) => {
      await unit.update(StoredFile, id, { tags: ['gone'] })
      unit.atCommit('select 1 / 0')
    })
    await expect(work).rejects.toThrow('division by zero')
    const [row] = await world.sql('select tags from file where id = $1', [id])
    expect(row).toEqual({ tags: [] })
  })
})
