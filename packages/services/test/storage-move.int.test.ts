import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import { openStorage, type StorageSet, storageSet, toStorageKey } from '@groundwork/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeS3 } from '../../storage/test/fake-s3.ts'
import {
  checkFiles,
  type FileServices,
  listOpenStorages,
  listStorageMoves,
  moveStorages,
  openDownload,
  purgeFiles,
  receiveUpload,
  removeDeadBytes,
  type StorageFault,
  startStorageMove,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, sha256, streamOf, textLike } from './file-world.ts'

const superuser: WorkContext = {
  actor: {
    kind: 'user',
    userId: '0193f1a0-0000-7000-8000-000000000001',
    username: 'root',
    isSuperuser: true,
    memberships: [],
  },
}

let world: FileWorld
let bucket: FakeS3
let storages: StorageSet
let services: FileServices
let directory: string
let home: string
let ada: WorkContext

beforeAll(async () => {
  world = await createFileWorld()
  bucket = await FakeS3.start()
  directory = await mkdtemp(join(tmpdir(), 'groundwork-move-'))
  const s3 = await openStorage({
    ...bucket,
    provider: 's3',
    bucket: bucket.bucket,
    endpoint: bucket.endpoint,
    region: 'us-east-1',
  })
  storages = storageSet([world.storage, s3])
  services = { ...world.services, storages }
})
afterAll(async () => {
  await storages.of('s3').close()
  await bucket.stop()
  await world.close()
  await rm(directory, { recursive: true })
})
beforeEach(async () => {
  bucket.reset()
  const made = await world.member('owner')
  home = made.organization
  ada = made.context
})

let number = 0
/** A file that is served, with something made of it. */
async function served(bytes = textLike(200_000, ++number)) {
  const upload = { organization: home, fileName: `${number}.txt`, stream: streamOf(bytes) }
  const { id } = await receiveUpload(services, ada, upload)
  await world.scan(home, id, { storages })
  return { id, sha256: sha256(bytes) }
}

const start = (target = 's3', context = superuser) =>
  startStorageMove(services, context, { organization: home, target })
const state = async () => (await listStorageMoves(services, superuser, { organization: home }))[0]
const places = async () => {
  const rows = await world.sql<{ place: string; count: number }>(
    `select storage_provider as place, count(*)::int as count from blob
     where organization_id = $1 and removed_at is null group by 1`,
    [home],
  )
  return Object.fromEntries(rows.map(({ place, count }) => [place, count]))
}
const downloaded = async (id: string) => {
  const { open } = await openDownload(services, ada, { file: id })
  return open && sha256(await buffer(await open()))
}
const expectAll = async (files: readonly { id: string; sha256: string }[]) => {
  for (const { id, sha256: wanted } of files) expect(await downloaded(id)).toBe(wanted)
}
const hoursLater = (hours = 2) =>
  world.sql('update blob set removed_at = removed_at - make_interval(hours => $2) where organization_id = $1', [
    home,
    hours,
  ])
const keysAt = async (provider: string) => {
  const keys: string[] = []
  for await (const { key } of storages.of(provider).list(`${home}/`)) keys.push(key)
  return keys
}

describe('moving an organization to another storage', () => {
  it('brings all bytes there, and clears the old place an hour later', async () => {
    const files = [await served(), await served(), await served()]
    const counted = await world.quota(home)
    expect(await start()).toMatchObject({ target: 's3', movedCount: 0, leftCount: 3, finishedAt: null, problem: null })
    expect(await moveStorages(services)).toBe(3)

    expect(await state()).toMatchObject({ movedCount: 3, leftCount: 0, finishedAt: expect.any(String) })
    expect(await places()).toEqual({ s3: 3 })
    expect(await world.quota(home)).toEqual(counted)
    await expectAll(files)
    await removeDeadBytes(services)
    expect(await keysAt('local')).toHaveLength(3)
    await hoursLater()
    await removeDeadBytes(services)
    expect(await keysAt('local')).toEqual([])
    expect(await keysAt('s3')).toHaveLength(3)
    await expectAll(files)
    expect(await moveStorages(services)).toBe(0)
  })

  it('takes what was made of the bytes along', async () => {
    const { id } = await served()
    const [blob] = await world.sql<{ id: string; key: string }>(
      `select b.id, b.storage_key as key from blob b join file_version v on v.blob_id = b.id where v.file_id = $1`,
      [id],
    )
    const key = toStorageKey(`${blob?.key}!thumbnail.webp`)
    const picture = streamOf(Buffer.from('a picture'))
    await world.storage.put(key, picture, { contentType: 'image/webp', signal: AbortSignal.timeout(5000) })
    await world.sql('update blob set derivatives = $2::jsonb where id = $1', [
      blob?.id,
      JSON.stringify({ thumbnail: key }),
    ])
    await start()
    await moveStorages(services)
    expect(String(await buffer(await storages.of('s3').open(key)))).toBe('a picture')
    await hoursLater()
    await removeDeadBytes(services)
    expect(await world.storage.head(key)).toBeNull()
  })

  it('has new uploads go to the new place from the moment it begins', async () => {
    await served()
    await start()
    const late = await served()
    expect(await places()).toEqual({ local: 1, s3: 1 })
    await moveStorages(services)
    expect(await places()).toEqual({ s3: 2 })
    await expectAll([late, await served()])
    expect(await places()).toEqual({ s3: 3 })
  })

  it('turns round, and goes on where it was begun again', async () => {
    const files = [await served(), await served()]
    await start()
    await moveStorages(services)
    await start('local')
    await moveStorages(services)
    expect(await places()).toEqual({ local: 2 })
    await hoursLater()
    await removeDeadBytes(services)
    await expectAll(files)
    expect(await keysAt('s3')).toEqual([])
  })

  it('loses nothing while people upload and delete', async () => {
    const [kept, deleted] = [
      [await served(), await served()],
      [await served(), await served()],
    ]
    await start()
    const uploads: Promise<{ id: string; sha256: string }>[] = []
    bucket.when('PutObject', () => {
      uploads.push(served(), served())
      bucket.when('GetObject', () => {
        uploads.push(
          served(),
          deleteForGood(deleted[0]?.id ?? '').then(() => served()),
        )
      })
    })
    await moveStorages(services)
    await deleteForGood(deleted[1]?.id ?? '')
    await moveStorages(services)
    const uploaded = await Promise.all(uploads)
    expect(uploaded).toHaveLength(4)
    await moveStorages(services)
    await hoursLater(25)
    await removeDeadBytes(services)
    await expectAll([...kept, ...uploaded])
    expect(await places()).toEqual({ s3: 6 })
    expect(await keysAt('local')).toEqual([])
    expect(await keysAt('s3')).toHaveLength(6)
    const faults: StorageFault[] = []
    await checkFiles(services, { graceHours: 0 }, (fault) => faults.push(fault))
    expect(faults.filter(({ organization }) => organization === home)).toEqual([])
  })

  async function deleteForGood(id: string): Promise<void> {
    await world.sql('update file set deleted_at = now() where id = $1', [id])
    await purgeFiles(services, ada, [id])
  }

  it('leaves where it is what is deleted while it is copied, and clears the copy away', async () => {
    const { id } = await served()
    await start()
    const removed = new Promise<void>((resolve, reject) =>
      bucket.when('GetObject', () => void deleteForGood(id).then(resolve, reject)),
    )
    bucket.inject('GetObject', 'SlowDown')
    await moveStorages(services)
    await removed
    await moveStorages(services)
    expect(await places()).toEqual({})
    await hoursLater(25)
    await removeDeadBytes(services)
    expect([await keysAt('local'), await keysAt('s3')]).toEqual([[], []])
  })

  it('does not move bytes that are not those that were received, and moves the others', async () => {
    const [bad, good] = [await served(), await served()]
    const [blob] = await world.sql<{ key: string }>(
      `select b.storage_key as key from blob b join file_version v on v.blob_id = b.id where v.file_id = $1`,
      [bad.id],
    )
    const other = streamOf(textLike(200_000, 9_999_999))
    const key = toStorageKey(blob?.key ?? '')
    await world.storage.put(key, other, { contentType: 'text/plain', signal: AbortSignal.timeout(5000) })
    await start()
    await moveStorages(services)
    expect(await places()).toEqual({ local: 1, s3: 1 })
    expect(await state()).toMatchObject({ leftCount: 1, finishedAt: null, problem: expect.stringMatching(/not those/) })
    await expectAll([good])
  })

  it('does not rely on a storage that gives back other bytes than it took', async () => {
    const file = await served()
    await start()
    const key = (await keysAt('local'))[0] ?? ''
    bucket.when('GetObject', () => {
      const object = bucket.objects.get(key) ?? expect.fail()
      bucket.objects.set(key, { ...object, body: Buffer.from('corrupt') })
    })
    await moveStorages(services)
    expect(await places()).toEqual({ local: 1 })
    expect(await state()).toMatchObject({ problem: expect.stringMatching(/other bytes/) })
    await expectAll([file])
    await moveStorages(services)
    expect(await places()).toEqual({ s3: 1 })
    expect(await state()).toMatchObject({ problem: null, finishedAt: expect.any(String) })
  })

  it('waits for a storage that is away', async () => {
    const file = await served()
    await start()
    bucket.inject('PutObject', 'InternalError', 30)
    await moveStorages(services)
    expect(await state()).toMatchObject({ leftCount: 1, problem: expect.stringMatching(/S3 storage failed/) })
    bucket.reset()
    await moveStorages(services)
    await expectAll([file])
    expect(await places()).toEqual({ s3: 1 })
  })

  it('is left alone by a second worker, until the first one says nothing any more', async () => {
    await served()
    await start()
    const lease = (until: string) =>
      world.sql(
        `update storage_move set lease_token = gen_random_uuid(), lease_until = now() + $2::interval where organization_id = $1`,
        [home, until],
      )
    await lease('1 minute')
    expect(await moveStorages(services)).toBe(0)
    await lease('-1 second')
    expect(await moveStorages(services)).toBe(1)
  })

  it('is for superusers, and for storages that are open', async () => {
    await expect(start('s3', ada)).rejects.toMatchObject({ code: 'forbidden', reason: 'superuser_only' })
    expect(() => listStorageMoves(services, ada)).toThrow(expect.objectContaining({ code: 'forbidden' }))
    expect(() => listOpenStorages(services, ada)).toThrow(expect.objectContaining({ code: 'forbidden' }))
    expect(listOpenStorages(services, superuser)).toEqual([
      { name: 'local', isMain: true },
      { name: 's3', isMain: false },
    ])
    await expect(start('azure')).rejects.toMatchObject({ code: 'invalid' })
    bucket.inject('HeadBucket', 'InternalError', 30)
    await expect(start()).rejects.toMatchObject({ code: 'unavailable', reason: 'storage_unavailable' })
    expect(await state()).toBeUndefined()
    bucket.reset()
    await start()
    const [entry] = await world.sql<{ resource: string }>(
      `select resource from audit_entry where organization_id = $1 order by id desc limit 1`,
      [home],
    )
    expect(entry).toEqual({ resource: 'storageMove' })
  })
})
