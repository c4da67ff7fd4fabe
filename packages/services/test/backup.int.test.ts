import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { asSystem, openDatabase } from '@groundwork/db'
import { createEmptyDatabase } from '@groundwork/db/testing'
import { StoredFile } from '@groundwork/domain'
import { derivativeKey, openStorage, storageSet, toStorageKey } from '@groundwork/storage'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditKeeping } from '../src/audit/index.ts'
import { verifyTrail } from '../src/audit/verify-trail.ts'
import { type PutBack, putBackBackup, takeBackup } from '../src/backup/index.ts'
import { deriveKeys } from '../src/config/index.ts'
import { checkFiles, type FileServices, openDownload, purgeFiles, removeDeadBytes } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, sha256, textLike } from './file-world.ts'

const system = asSystem('set a test up')
const secret = 'one-installation'
const keys = deriveKeys('a secret that is long enough for it')

let world: FileWorld
let folder: string
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  world = await createFileWorld()
  folder = await mkdtemp(join(tmpdir(), 'groundwork-backup-'))
})
afterAll(async () => {
  for (const close of closers.reverse()) await close()
  await world.close()
  await rm(folder, { recursive: true })
})

const auditOf = (database: FileServices['database'], directory: string) =>
  auditKeeping({
    database,
    place: { directory, key: keys.auditCheckpoint },
    retentionYears: 10,
    checkpointEntries: 1,
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
  })

const backUp = (directory: string, onSnapshot?: () => Promise<void>) =>
  takeBackup({
    services: world.services,
    ownerUrl: world.ownerUrl,
    directory,
    checkpoints: join(folder, 'checkpoints'),
    secret,
    ...(onSnapshot && { onSnapshot }),
  })

/** An installation with nothing in it. */
async function emptyPlace(name: string): Promise<Omit<PutBack, 'directory'>> {
  const database = await createEmptyDatabase()
  closers.push(database.close)
  const appUrl = new URL(world.appUrl)
  appUrl.pathname = new URL(database.ownerUrl).pathname
  const storage = await openStorage({ provider: 'local', directory: join(folder, name) })
  const checkpoints = join(folder, `${name}-checkpoints`)
  return { ownerUrl: database.ownerUrl, appUrl: appUrl.href, storage, checkpoints, secret }
}

it('holds what there was at its moment, and is put back into an empty place whole', async () => {
  const { organization, context } = await world.member('owner')
  const upload = async (number: number) => {
    const bytes = textLike(3000 + number, number)
    const { id } = await world.upload(context, { organization, fileName: `${number}.txt`, bytes })
    await world.makeAvailable(id)
    return { id, bytes }
  }
  const files = [await upload(1), await upload(2), await upload(3)]
  const doomed = files[2] ?? files[0]
  if (!doomed) throw new Error('No file')
  const [blob] = await world.sql<{ id: string; key: string }>(
    'select b.id, b.storage_key as key from blob b join file_version v on v.blob_id = b.id where v.file_id = $1',
    [files[0]?.id],
  )
  const thumbnail = derivativeKey(toStorageKey(blob?.key ?? ''), 'thumbnail.webp')
  const signal = new AbortController().signal
  await world.storage.put(thumbnail, Readable.from([Buffer.from('picture')], { objectMode: false }), {
    contentType: 'image/webp',
    signal,
  })
  await world.sql('update blob set derivatives = $2, derived_at = now() where id = $1', [
    blob?.id,
    JSON.stringify({ thumbnail }),
  ])
  const audit = auditOf(world.database, join(folder, 'checkpoints'))
  await audit.chain(signal)
  await audit.checkpoint()
  const quotaThen = await world.quota(organization)

  const directory = join(folder, 'backup')
  let late = ''
  const manifest = await backUp(directory, async () => {
    late = (await upload(4)).id
    await world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, doomed.id))
    await purgeFiles(world.services, context, [doomed.id])
    expect(await removeDeadBytes(world.services)).toBe(0)
  })
  expect(manifest).toMatchObject({ objects: { count: 4 }, lost: [] })
  expect(await removeDeadBytes(world.services)).toBe(1)
  await audit.chain(signal)
  await audit.checkpoint()

  const place = await emptyPlace('restored')
  await putBackBackup({ ...place, directory })
  const database = await openDatabase({ url: place.appUrl })
  closers.push(() => database.close())
  const restored: FileServices = { ...world.services, database, storages: storageSet([place.storage]) }
  for (const { id, bytes } of files) {
    const row = await database.reader(context).get(StoredFile, id)
    expect(row).toMatchObject({ sha256: sha256(bytes), status: 'available' })
    const { open } = await openDownload(restored, context, { file: id })
    expect(open && sha256(await buffer(await open()))).toBe(row.sha256)
  }
  expect(await database.reader(context).find(StoredFile, late)).toBeNull()
  expect(await place.storage.head(thumbnail)).not.toBeNull()
  const [quota] = await database.withUnitOfWork(system, (work) =>
    work.query<{ used: string; reserved: string }>(
      'select used_bytes as used, reserved_bytes as reserved from storage_quota where organization_id = $1',
      [organization],
    ),
  )
  expect({ used: Number(quota?.used), reserved: Number(quota?.reserved) }).toEqual(quotaThen)
  expect(await checkFiles(restored, { graceHours: -1, isDeep: true })).toMatchObject({
    isWhole: true,
    blobs: 3,
    objects: 4,
  })

  const trail = await verifyTrail({
    databaseUrl: place.appUrl,
    place: { directory: place.checkpoints, key: keys.auditCheckpoint },
  })
  expect(trail).toMatchObject({ faults: [], checkpointFaults: [] })
  expect(trail.entries).toBeGreaterThan(0)
  // It is a database like any other: rows are guarded again, and new ones can be written.
  await expect(database.withUnitOfWork(system, (work) => work.query('delete from audit_entry'))).rejects.toThrow()
  await database.withUnitOfWork(context, (work) => work.remove(StoredFile, files[0]?.id ?? ''))
}, 120_000)

it('is refused where it does not fit, and leaves nothing behind', async () => {
  const directory = join(folder, 'second')
  await backUp(directory)
  await expect(backUp(directory)).rejects.toThrow('There is something in')

  const place = await emptyPlace('elsewhere')
  await expect(putBackBackup({ ...place, directory: folder })).rejects.toThrow('holds no backup')
  await expect(putBackBackup({ ...place, directory, secret: 'another' })).rejects.toThrow('another GROUNDWORK_SECRET')
  await expect(putBackBackup({ ...place, directory, ownerUrl: world.ownerUrl })).rejects.toThrow(
    'something in the database',
  )
  await expect(putBackBackup({ ...place, directory, storage: world.storage })).rejects.toThrow(
    'something in the storage',
  )

  const manifest = await readFile(join(directory, 'manifest.json'))
  await appendFile(join(directory, 'database', 'file.jsonl.gz'), 'x')
  await expect(putBackBackup({ ...place, directory })).rejects.toThrow('is not as it was written')
  await rm(join(directory, 'manifest.json'))
  await expect(putBackBackup({ ...place, directory })).rejects.toThrow('broken off')
  await writeFile(join(directory, 'manifest.json'), manifest)
  for await (const { key } of place.storage.list('')) throw new Error(`Left behind: ${key}`)
  expect(await readdir(folder)).not.toContain('elsewhere-checkpoints')
}, 120_000)

it('is not put back with bytes that have changed in it', async () => {
  const { organization, context } = await world.member('owner')
  await world.upload(context, { organization, fileName: 'a.txt', bytes: textLike(100, 77) })
  const directory = join(folder, 'third')
  await backUp(directory)
  const [blob] = await world.sql<{ key: string }>('select storage_key as key from blob where organization_id = $1', [
    organization,
  ])
  await appendFile(join(directory, 'bytes', ...(blob?.key ?? '').split('/')), 'x')
  const place = await emptyPlace('changed')
  await expect(putBackBackup({ ...place, directory })).rejects.toThrow('is not as it was written')
}, 120_000)
