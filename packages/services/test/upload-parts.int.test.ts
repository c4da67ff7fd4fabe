import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { StorageError, type StorageProvider, storageSet } from '@groundwork/storage'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { FileServices } from '../src/file/index.ts'
import { appendToSession, openUploadSession, progressOf } from '../src/upload-session/index.ts'
import { createFileWorld, type FileWorld, sha256, streamOf, textOf } from './file-world.ts'

const bytes = textOf(20_000_000)

let world: FileWorld
let organization: string
let context: WorkContext
beforeAll(async () => {
  world = await createFileWorld()
  const home = await world.member()
  organization = home.organization
  context = home.context
})
afterAll(() => world.close())

type PutPart = StorageProvider['putPart']

/** The same services, with a store that takes parts in its own way. */
function storing(around: (number: number, put: () => ReturnType<PutPart>) => ReturnType<PutPart>): FileServices {
  const { storage } = world
  const putPart: PutPart = (upload, number, body, options) =>
    around(number, () => storage.putPart(upload, number, body, options))
  const slow = new Proxy(storage, {
    get: (target, name) => {
      if (name === 'putPart') return putPart
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...world.services, storages: storageSet([slow]) }
}

async function begun(fileName: string): Promise<string> {
  return (await openUploadSession(world.services, context, { organization, fileName, bytes: bytes.length })).id
}

const append = (services: FileServices, id: string, offset: number) =>
  appendToSession(services, context, id, { offset, stream: streamOf(bytes.subarray(offset)) })

const fileOf = (file: string | null) => world.services.database.reader(context).get(StoredFile, file ?? '')

it('sends a part to the store while the one before it is still on its way', async () => {
  let announceSecond = () => {}
  const second = new Promise<void>((resolve) => {
    announceSecond = resolve
  })
  const arrived: number[] = []
  const services = storing(async (number, put) => {
    if (number === 2) announceSecond()
    if (number === 1) await second
    const part = await put()
    arrived.push(number)
    return part
  })
  const { file } = await append(services, await begun('together.txt'), 0)
  expect(await fileOf(file)).toMatchObject({ sha256: sha256(bytes), fileSize: bytes.length })
  expect(arrived.toSorted()).toEqual([1, 2, 3])
})

it('counts no part behind one that was lost, and goes on from there', async () => {
  let announceSecond = () => {}
  const second = new Promise<void>((resolve) => {
    announceSecond = resolve
  })
  const services = storing(async (number, put) => {
    if (number === 2) return put().finally(announceSecond)
    await second
    throw new StorageError('unavailable', 'the disk is full')
  })
  const id = await begun('lost.txt')
  await expect(append(services, id, 0)).rejects.toMatchObject({ code: 'unavailable', reason: 'storage_unavailable' })
  expect(await progressOf(world.services, context, id)).toMatchObject({ receivedBytes: 0, file: null })

  const { file } = await append(world.services, id, 0)
  expect(await fileOf(file)).toMatchObject({ sha256: sha256(bytes), fileSize: bytes.length })
})

it('says where to go on to whoever asks first how far it is', async () => {
  const { storage } = world
  const id = await begun('asked.txt')
  const services = storing(async (number, put) => {
    const part = await put()
    if (number === 3) await put()
    return part
  })
  const unavailable = vi
    .spyOn(storage, 'completeParts')
    .mockRejectedValueOnce(new StorageError('unavailable', 'the disk is away'))
  await expect(append(services, id, 0)).rejects.toMatchObject({ reason: 'storage_unavailable' })
  unavailable.mockRestore()
  expect(await progressOf(world.services, context, id)).toMatchObject({
    receivedBytes: 2 * 8 * 1024 * 1024,
    file: null,
  })
})

it('goes back to before a part that a process without a lease wrote over, and goes on from there', async () => {
  const services = storing(async (number, put) => {
    const part = await put()
    if (number === 2) await put() // Of the same bytes, by somebody who may not save it any more.
    return part
  })
  const id = await begun('over.txt')
  await expect(append(services, id, 0)).rejects.toMatchObject({ code: 'unavailable', reason: 'part_lost' })
  const { receivedBytes } = await progressOf(world.services, context, id)
  expect(receivedBytes).toBe(8 * 1024 * 1024)

  const { file } = await append(world.services, id, receivedBytes)
  expect(await fileOf(file)).toMatchObject({ sha256: sha256(bytes), fileSize: bytes.length })
})
