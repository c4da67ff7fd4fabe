import { Readable } from 'node:stream'
import { asSystem } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import {
  derivativeKey,
  openStorage,
  type StorageKey,
  type StorageProvider,
  storageSet,
  toStorageKey,
} from '@groundwork/storage'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeS3 } from '../../storage/test/fake-s3.ts'
import {
  type CheckOptions,
  checkFiles,
  type FaultKind,
  openDownload,
  type Repaired,
  removeDeadBytes,
  repairFaults,
  type StorageFault,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, textLike } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const DAY = 24 * 60 * 60
const system = asSystem('set a test up')

let world: FileWorld
let storage: StorageProvider
let home: string
let ada: Awaited<ReturnType<FileWorld['person']>>
let number = 0

beforeEach(async () => {
  const made = await world.member('owner')
  home = made.organization
  ada = made.context
})

const { scanner } = waryScanner()

async function onDisk(): Promise<() => Promise<void>> {
  world = await createFileWorld({ scanner })
  storage = world.storage
  return () => world.close()
}

async function inBucket(): Promise<() => Promise<void>> {
  const fake = await FakeS3.start()
  const { bucket, endpoint, credentials } = fake
  storage = await openStorage({ provider: 's3', bucket, endpoint, credentials, region: 'us-east-1' })
  world = await createFileWorld({ scanner, storages: storageSet([storage]) })
  return async () => {
    await world.close()
    await storage.close()
    await fake.stop()
  }
}

/** A file that is served, and where its bytes are. */
async function servedFile(bytes = textLike(2000, ++number)) {
  const { id } = await world.upload(ada, { organization: home, fileName: 'a.txt', bytes })
  await world.scan(home, id)
  const [blob] = await world.sql<{ id: string; key: string }>(
    `select b.id, b.storage_key as key from blob b join file_version v on v.blob_id = b.id where v.file_id = $1`,
    [id],
  )
  if (!blob) throw new Error('A file without bytes')
  return { id, bytes, blob: blob.id, key: toStorageKey(blob.key) }
}

const put = (key: StorageKey, bytes: Buffer) =>
  storage.put(key, Readable.from([bytes], { objectMode: false }), {
    contentType: 'text/plain',
    signal: new AbortController().signal,
  })

const statusOf = async (id: string) => (await world.database.reader(ada).get(StoredFile, id)).status

/** What a check finds in this test's organization, as it stands a day and a bit later. */
async function faults(options: CheckOptions = {}): Promise<StorageFault[]> {
  const found: StorageFault[] = []
  await checkFiles(world.services, options, (fault) => found.push(fault))
  return found.filter(({ organization }) => organization === home)
}

async function repair(...kinds: FaultKind[]): Promise<Repaired[]> {
  const done: Repaired[] = []
  for await (const one of repairFaults(world.services, new Set(kinds), {})) done.push(one)
  return done
}

describe.each([
  ['on a disk', onDisk],
  ['in a bucket', inBucket],
] as const)('a check of rows and bytes %s', (_, open) => {
  let close: () => Promise<void>
  beforeAll(async () => {
    close = await open()
  })
  afterAll(() => close())

  it('finds nothing where all is well, and nothing that is younger than the grace', async () => {
    const { key } = await servedFile()
    await storage.remove([key])
    expect(await faults()).toEqual([])
    world.wait(60 * 60)
    expect(await faults({ graceHours: 0.5 })).toMatchObject([{ kind: 'lost', what: key }])
    await put(key, textLike(2000, number))
    world.wait(2 * DAY)
    const result = await checkFiles(world.services)
    expect(result.counts).toMatchObject({ lost: 0, stray: 0 })
  })

  it('finds rows without bytes, damages their files on request, and takes equal bytes that come again', async () => {
    const lost = await servedFile()
    const twin = await world.upload(ada, { organization: home, fileName: 'b.txt', bytes: lost.bytes })
    await world.scan(home, twin.id)
    await removeDeadBytes(world.services)
    await storage.remove([lost.key])
    world.wait(2 * DAY)
    expect(await faults()).toMatchObject([{ kind: 'lost', what: lost.key }])
    expect(await statusOf(lost.id)).toBe('available')

    expect(await repair('lost')).toEqual([{ kind: 'lost', what: lost.key, outcome: 'damaged' }])
    expect([await statusOf(lost.id), await statusOf(twin.id)]).toEqual(['damaged', 'damaged'])
    await expect(openDownload(world.services, ada, { file: lost.id })).rejects.toMatchObject({ code: 'not_available' })
    expect(await faults()).toEqual([])

    const again = await world.upload(ada, { organization: home, fileName: 'c.txt', bytes: lost.bytes })
    await world.scan(home, again.id)
    for (const id of [lost.id, twin.id, again.id]) expect(await statusOf(id)).toBe('available')
    expect(await world.quota(home)).toEqual({ used: 2000, reserved: 0 })
  })

  it('gives bytes back that are there again, if they are those that were received', async () => {
    const [whole, other] = [await servedFile(), await servedFile()]
    await storage.remove([whole.key, other.key])
    world.wait(2 * DAY)
    await repair('lost')
    await put(whole.key, whole.bytes)
    await put(other.key, textLike(2000, 999_999))
    expect((await faults()).map(({ kind, what }) => [kind, what]).sort()).toEqual(
      [
        ['returned', whole.key],
        ['returned', other.key],
      ].sort(),
    )
    await repair('returned')
    expect([await statusOf(whole.id), await statusOf(other.id)]).toEqual(['available', 'damaged'])
  })

  it('finds bytes that were exchanged: by size, by etag, and the rest by reading them', async () => {
    const [longer, replaced, untouched] = [await servedFile(), await servedFile(), await servedFile()]
    await put(longer.key, textLike(2001, 1))
    await put(replaced.key, replaced.bytes)
    world.wait(2 * DAY)
    expect((await faults()).map(({ kind, what }) => [kind, what]).sort()).toEqual(
      [
        ['changed', longer.key],
        // A bucket's etag is that of the bytes, and these are the same.
        ...(storage.name === 'local' ? [['changed', replaced.key]] : []),
      ].sort(),
    )
    await repair('changed')
    expect([await statusOf(longer.id), await statusOf(replaced.id)]).toEqual(['damaged', 'available'])

    await world.sql(`update blob set sha256 = repeat('0', 64) where id = $1`, [untouched.blob])
    expect(await faults()).toEqual([])
    expect(await faults({ isDeep: true })).toMatchObject([{ kind: 'changed', what: untouched.key }])
  })

  it('finds bytes that no row names, of every kind, and removes them on request alone', async () => {
    const { key, blob } = await servedFile()
    const stray = toStorageKey(key.replace(/_[0-9a-f]{12}_/, '_0123456789ab_'))
    const thumbnail = derivativeKey(key, 'thumbnail.webp')
    const preview = derivativeKey(key, 'optimised.webp')
    const staged = toStorageKey(`staging/${home}/${v7()}`)
    const elsewhere = toStorageKey(stray.replace(home, v7()))
    for (const one of [stray, thumbnail, preview, staged, elsewhere]) await put(one, Buffer.from('x'))
    await world.sql('update blob set derivatives = $2 where id = $1', [blob, JSON.stringify({ thumbnail })])
    world.wait(2 * DAY)
    const wanted = [stray, preview, staged].sort()
    expect((await faults()).map(({ what }) => what).sort()).toEqual(wanted)

    expect(
      (await repair('stray'))
        .filter(({ what }) => what.includes(home))
        .map(({ what }) => what)
        .sort(),
    ).toEqual(wanted)
    expect(await faults()).toEqual([])
    for (const kept of [key, thumbnail, elsewhere]) expect(await storage.head(kept)).not.toBeNull()
    await repair('foreign')
    expect(await storage.head(elsewhere)).not.toBeNull()
  })

  it('finds previews that are lost, and has them made again', async () => {
    const { id, key, blob } = await servedFile()
    const derivatives = { thumbnail: derivativeKey(key, 'thumbnail.webp') }
    await world.sql('update blob set derivatives = $2, derived_at = now() where id = $1', [
      blob,
      JSON.stringify(derivatives),
    ])
    world.wait(2 * DAY)
    expect(await faults()).toMatchObject([{ kind: 'underived', detail: 'thumbnail' }])
    const before = (await world.events(id)).length
    await repair('underived')
    expect((await world.events(id)).slice(before)).toEqual([{ topic: 'file.available' }])
    expect(await faults()).toEqual([])
  })

  it('finds uploads, sessions, reservations and tombstones that nobody cleared away', async () => {
    const { id, blob } = await servedFile()
    await world.sql(`update file_version set reserved_bytes = 7 where file_id = $1`, [id])
    const broken = v7()
    await world.sql(
      `insert into file (id, organization_id, original_filename, status, file_path) values ($1, $2, 'b', 'receiving', 'b')`,
      [broken, home],
    )
    const half = v7()
    const halfKey = `${home}/workspace/file/2026-01-01/20260101_000000_0123456789ab_b.txt`
    await world.sql(`insert into blob (id, organization_id, storage_provider, storage_key) values ($1, $2, $4, $3)`, [
      half,
      home,
      halfKey,
      storage.name,
    ])
    await world.sql(
      `insert into file_version (id, organization_id, file_id, blob_id, file_name, status, reserved_bytes, lease_until)
       values ($1, $2, $3, $4, 'b', 'receiving', 11, now() - interval '1 minute')`,
      [v7(), home, broken, half],
    )
    const gone = v7()
    await world.sql(
      `insert into blob (id, organization_id, storage_provider, storage_key, bytes, sha256, removed_at)
       values ($1, $2, $4, $3, 5, 'x', now())`,
      [gone, home, halfKey.replace('_b.', '_c.'), storage.name],
    )
    world.wait(2 * DAY)
    const found = await faults()
    expect(found.map(({ kind }) => kind).sort()).toEqual(['quota', 'reservation', 'tombstone', 'upload'])
    expect(found.find(({ kind }) => kind === 'quota')?.detail).toContain('reserved says 0, counted 18')

    await repair('upload', 'reservation', 'tombstone', 'quota')
    expect(await faults()).toEqual([])
    expect(await world.quota(home)).toEqual({ used: 2000, reserved: 0 })
    expect(await world.sql('select id from blob where organization_id = $1', [home])).toEqual([{ id: blob }])
  })

  it('finds a quota that is off, of its own and above', async () => {
    const below = await world.member('owner', home)
    await world.upload(below.context, { organization: below.organization, fileName: 'a.txt', bytes: textLike(500, 1) })
    await world.sql('update storage_quota set subtree_used_bytes = 3 where organization_id = $1', [home])
    world.wait(2 * DAY)
    expect(await faults()).toMatchObject([{ kind: 'quota', detail: 'used below says 3, counted 500' }])
    await repair('quota')
    expect(await faults()).toEqual([])
    expect(await world.quotaBelow(home)).toEqual({ used: 500, reserved: 0 })
  })

  it('calls nothing lost when the store cannot be asked', async () => {
    await servedFile()
    world.wait(2 * DAY)
    const storages = {
      ...world.services.storages,
      of: () => {
        throw new Error('the store is away')
      },
    }
    await expect(checkFiles({ ...world.services, storages })).rejects.toThrow('the store is away')
  })

  it('equal bytes are not given up for ones that vanished unnoticed', async () => {
    const first = await servedFile()
    await storage.remove([first.key])
    const second = await world.upload(ada, { organization: home, fileName: 'b.txt', bytes: first.bytes })
    await world.scan(home, second.id)
    for (const file of [first.id, second.id]) {
      const { open } = await openDownload(world.services, ada, { file })
      expect(open).toBeDefined()
      expect(await statusOf(file)).toBe('available')
    }
    const row = await world.database.withUnitOfWork(system, (work) => work.get(StoredFile, second.id))
    expect(row.sha256).toBe((await world.database.reader(ada).get(StoredFile, first.id)).sha256)
    expect(await world.quota(home)).toEqual({ used: 2000, reserved: 0 })
  })
})
