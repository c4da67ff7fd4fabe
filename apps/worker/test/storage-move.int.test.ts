import { asSystem } from '@groundwork/db'
import { startStorageMove } from '@groundwork/services'
import { openStorage, type StorageProvider, storageSet } from '@groundwork/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FakeS3 } from '../../../packages/storage/test/fake-s3.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

const system = asSystem('set a test up')

let world: WorkerWorld
let bucket: FakeS3
let s3: StorageProvider
beforeAll(async () => {
  world = await createWorkerWorld(44)
  bucket = await FakeS3.start()
  const { endpoint, credentials } = bucket
  s3 = await openStorage({ provider: 's3', bucket: bucket.bucket, region: 'us-east-1', endpoint, credentials })
})
afterAll(async () => {
  await world.close()
  await s3.close()
  await bucket.stop()
})

it('goes on with a move to another storage without being told', async () => {
  const file = await world.upload('a.txt', Buffer.from('honest text'))
  const storages = storageSet([world.storage, s3])
  const { organization } = world
  await startStorageMove({ ...world.services, storages }, system, { organization, target: 's3' })
  await world.start({ storages })
  const place = async () => {
    const [blob] = await world.sql<{ provider: string; key: string }>(
      `select b.storage_provider as provider, b.storage_key as key from blob b join file_version v on v.blob_id = b.id
       where v.file_id = $1`,
      [file],
    )
    return blob
  }
  await expect.poll(async () => (await place())?.provider, { timeout: 30_000, interval: 50 }).toBe('s3')
  expect(bucket.objects.get((await place())?.key ?? '')?.body.toString()).toBe('honest text')
}, 60_000)
