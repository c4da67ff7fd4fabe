import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { DomainError, filePolicyWith } from '@groundwork/domain'
import { StorageError, type StorageProvider, storageSet, toStorageKey } from '@groundwork/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileServices, reapStaleUploads, receiveUpload } from '../src/file/index.ts'
import {
  createFileWorld,
  type FileWorld,
  nothingLeft,
  pixel,
  sha256,
  streamOf,
  textLike,
  textOf,
} from './file-world.ts'

const KB = 1024
let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld({ filePolicy: filePolicyWith({ text: 300 * KB, video: 64 * KB * KB }) })
})
afterAll(() => world.close())

describe('an upload', () => {
  it.each([
    ['small', 5 * KB],
    ['larger than what is looked at first', 200 * KB],
  ])('that is %s is kept byte for byte, counted, told and audited', async (_, size) => {
    const { organization, context } = await world.member()
    const bytes = textOf(size)
    const file = await world.upload(context, {
      organization,
      fileName: 'table.csv',
      bytes,
      tags: ['a', 'b'],
      entityType: 'lead',
      entityId: '7',
    })

    expect(file).toMatchObject({
      originalFilename: 'table.csv',
      organization,
      fileSize: size,
      fileSizeDisplay: `${(size / KB).toFixed(1)} KB`,
      mimeType: 'text/csv',
      kind: 'text',
      status: 'stored',
      sha256: sha256(bytes),
      uploadedBy: context.actor.userId,
      uploadedByUsername: context.actor.username,
      tags: ['a', 'b'],
      entityType: 'lead',
      entityId: '7',
      downloadUrl: null,
    })
    expect(await world.quota(organization)).toEqual({ used: size, reserved: 0 })
    expect((await world.events(file.id)).map(({ topic }) => topic)).toEqual(['file.created', 'file.stored'])
    expect((await world.audit(organization)).map(({ action }) => action)).toEqual(['CREATE', 'UPLOAD'])
    const { objects } = await world.traces(organization)
    expect(objects).toHaveLength(1)
    expect(await buffer(await world.storage.open(toStorageKey(objects[0] ?? '')))).toEqual(bytes)
  })

  it('takes fields that arrive after the bytes', async () => {
    const { organization, context } = await world.member()
    const file = await receiveUpload(world.services, context, {
      organization,
      fileName: 'a.txt',
      stream: streamOf(textOf(10)),
      finished: async () => ({ tags: ['late'], customFields: { colour: 'red' } }),
    })
    expect(file).toMatchObject({ tags: ['late'], customFields: { colour: 'red' } })
  })

  it('may be larger than one step of the reservation, without saying how large', async () => {
    const { organization, context } = await world.member()
    const bytes = Buffer.concat([
      Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
      Buffer.alloc(20 * KB * KB),
    ])
    const { fileSize } = await world.upload(context, { organization, fileName: 'a.mp4', bytes })
    expect(await world.quota(organization)).toEqual({ used: fileSize, reserved: 0 })
  })

  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['a\u0000b.txt', 'ab.txt'],
    ['a\r\nX-Injected: 1.txt', 'aX-Injected: 1.txt'],
    ['invoice\u202etxt.txt', 'invoicetxt.txt'],
    ['"quoted" \'name\'.txt', '"quoted" \'name\'.txt'],
    ['\u65e5\u672c\u8a9e.txt', '\u65e5\u672c\u8a9e.txt'],
  ])('called %j is kept as %j', async (fileName, originalFilename) => {
    const { organization, context } = await world.member()
    expect(await world.upload(context, { organization, fileName, bytes: textOf(10) })).toMatchObject({
      originalFilename,
    })
  })

  it('with a name of 5,000 characters keeps 255 bytes of it', async () => {
    const { organization, context } = await world.member()
    const { originalFilename } = await world.upload(context, {
      organization,
      fileName: `${'n'.repeat(5000)}.txt`,
      bytes: textOf(10),
    })
    expect(originalFilename).toHaveLength(255)
  })
})

describe('bad input is refused with a reason and leaves nothing but an audit entry', () => {
  it.each([
    ['a PNG called .pdf', 'photo.pdf', pixel, 'unsupported_type', 'type_mismatch'],
    [
      'a program called .png',
      'setup.png',
      Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1'),
      'unsupported_type',
      'type_mismatch',
    ],
    ['a program', 'setup.exe', Buffer.from('MZ\u0090'), 'unsupported_type', 'extension_blocked'],
    ['an unknown type', 'a.xyz', textOf(10), 'unsupported_type', 'type_not_allowed'],
    ['a truncated image', 'photo.png', pixel.subarray(0, 40), 'invalid', 'truncated'],
    [
      'a large truncated image',
      'photo.png',
      Buffer.concat([pixel.subarray(0, 40), Buffer.alloc(200 * KB)]),
      'invalid',
      'truncated',
    ],
    ['an empty file', 'a.txt', Buffer.alloc(0), 'invalid', 'empty_file'],
    ['one byte over the limit', 'a.txt', textOf(300 * KB + 1), 'too_large', 'too_large'],
  ])('%s', async (_, fileName, bytes, code, reason) => {
    const { organization, context } = await world.member()
    const upload = world.upload(context, { organization, fileName, bytes })
    await expect(upload).rejects.toMatchObject({ code, reason, fields: { file: [expect.any(String)] } })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    expect((await world.audit(organization)).at(-1)).toMatchObject({
      action: 'UPLOAD',
      context: { success: false, reason },
    })
  })

  it('takes just the limit', async () => {
    const { organization, context } = await world.member()
    await expect(
      world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(300 * KB) }),
    ).resolves.toBeDefined()
  })

  it('an announced size beyond the limit, before its bytes are sent', async () => {
    const { organization, context } = await world.member()
    const stream = new PassThrough()
    stream.write(textOf(100 * KB))
    const upload = receiveUpload(world.services, context, {
      organization,
      fileName: 'a.txt',
      stream,
      declaredSize: KB ** 3,
    })
    await expect(upload).rejects.toMatchObject({ code: 'too_large' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('more bytes than were announced', async () => {
    const { organization, context } = await world.member()
    const upload = world.upload(context, {
      organization,
      fileName: 'a.txt',
      bytes: textOf(200 * KB),
      declaredSize: 90 * KB,
    })
    await expect(upload).rejects.toMatchObject({ code: 'invalid', reason: 'length_mismatch' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it.each([
    ['at once', 10],
    ['half-way', 200 * KB],
  ])('a body that stops %s', async (_, size) => {
    const { organization, context } = await world.member()
    const stream = Readable.from(
      (function* () {
        yield textOf(size)
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
      })(),
      { objectMode: false },
    )
    const upload = receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream })
    await expect(upload).rejects.toMatchObject({ code: 'invalid', reason: 'upload_aborted' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('a form that ends badly after the file', async () => {
    const { organization, context } = await world.member()
    const upload = receiveUpload(world.services, context, {
      organization,
      fileName: 'a.txt',
      stream: streamOf(textOf(200 * KB)),
      finished: () => Promise.reject(new DomainError('invalid', 'malformed', { reason: 'malformed_multipart' })),
    })
    await expect(upload).rejects.toMatchObject({ reason: 'malformed_multipart' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('fields that the definition does not allow', async () => {
    const { organization, context } = await world.member()
    const upload = world.upload(context, {
      organization,
      fileName: 'a.txt',
      bytes: textOf(10),
      entityType: 'x'.repeat(51),
    })
    await expect(upload).rejects.toMatchObject({ issues: [{ path: ['entityType'] }] })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })
})

describe('who may upload', () => {
  it("a stranger's organization and one that does not exist are the same", async () => {
    const { context } = await world.member()
    const theirs = await world.organization()
    const answers = await Promise.all(
      [theirs, '01900000-0000-7000-8000-00000000dead'].map((organization) =>
        world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) }).catch((error: unknown) => error),
      ),
    )
    expect(answers[0]).toMatchObject({ code: 'not_found' })
    expect(answers[0]).toEqual(answers[1])
    expect(await world.traces(theirs)).toEqual(nothingLeft)
  })

  it('a viewer may not, and not a byte of theirs is read', async () => {
    const { organization, context } = await world.member('viewer')
    const stream = streamOf(textOf(10))
    const upload = receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream })
    await expect(upload).rejects.toMatchObject({ code: 'forbidden' })
    expect(stream.readableDidRead).toBe(false)
  })

  it('an uploader may, who can do nothing else', async () => {
    const { organization, context } = await world.member('uploader')
    await expect(
      world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(200 * KB) }),
    ).resolves.toMatchObject({ status: 'stored' })
  })
})

describe('the quota', () => {
  it('refuses what does not fit, small or large, announced or not', async () => {
    const { organization, context } = await world.member()
    await world.setQuota(organization, 100 * KB)
    for (const upload of [{ bytes: textOf(200 * KB) }, { bytes: textOf(200 * KB), declaredSize: 200 * KB }]) {
      await expect(world.upload(context, { organization, fileName: 'a.txt', ...upload })).rejects.toMatchObject({
        code: 'quota_exceeded',
      })
      expect(await world.traces(organization)).toEqual(nothingLeft)
    }
    await expect(
      world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(60 * KB) }),
    ).resolves.toBeDefined()
    await expect(
      world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(60 * KB) }),
    ).rejects.toMatchObject({ code: 'quota_exceeded' })
    expect(await world.quota(organization)).toEqual({ used: 60 * KB, reserved: 0 })
  })

  it('is never passed by 50 uploads at once', async () => {
    const { organization, context } = await world.member()
    await world.setQuota(organization, 20 * KB)
    const uploads = Array.from({ length: 50 }, (_, index) =>
      world.upload(context, { organization, fileName: 'a.txt', bytes: textLike(KB, index) }),
    )
    const outcomes = await Promise.allSettled(uploads)
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as DomainError] : [],
    )
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['quota_exceeded']))
    expect(refused).toHaveLength(30)
    expect(await world.quota(organization)).toEqual({ used: 20 * KB, reserved: 0 })
  })
})

/** A store that fails in the named methods. */
const broken = (storage: StorageProvider, ...methods: ('put' | 'remove')[]): StorageProvider => {
  const down = () => Promise.reject(new StorageError('unavailable', 'the store is down'))
  return new Proxy(storage, {
    get: (target, name) => {
      if (methods.includes(name as 'put')) return down
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

describe('when things break', () => {
  it('a store that is down answers unavailable and frees the reservation', async () => {
    const { organization, context } = await world.member()
    const services: FileServices = { ...world.services, storages: storageSet([broken(world.storage, 'put')]) }
    const upload = receiveUpload(services, context, {
      organization,
      fileName: 'a.txt',
      stream: streamOf(textOf(200 * KB)),
    })
    await expect(upload).rejects.toMatchObject({ code: 'unavailable', reason: 'storage_unavailable' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('where the bytes cannot be removed either, the reaper does it later, and nothing is reserved meanwhile', async () => {
    const { organization, context } = await world.member()
    const services: FileServices = { ...world.services, storages: storageSet([broken(world.storage, 'remove')]) }
    const finished = () => Promise.reject(new DomainError('invalid', 'malformed'))
    const upload = receiveUpload(services, context, {
      organization,
      fileName: 'a.txt',
      stream: streamOf(textOf(200 * KB)),
      finished,
    })
    await expect(upload).rejects.toMatchObject({ code: 'invalid' })
    expect(await world.traces(organization)).toMatchObject({ files: 1, reserved: 0, used: 0 })

    await reapStaleUploads(world.services)
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('an upload whose process died is cleared away once its lease is over, and not before', async () => {
    const { organization, context } = await world.member()
    const stream = new PassThrough()
    stream.write(textOf(100 * KB))
    const upload = receiveUpload(world.services, context, { organization, fileName: 'a.txt', stream })
    upload.catch(() => undefined)
    await expect.poll(async () => (await world.quota(organization)).reserved).toBeGreaterThan(0)

    expect(await reapStaleUploads(world.services)).toBe(0)
    await world.sql(`update file_version set lease_until = now() - interval '1 second' where organization_id = $1`, [
      organization,
    ])
    expect(await reapStaleUploads(world.services)).toBe(1)
    expect(await world.traces(organization)).toMatchObject({ files: 0, versions: 0, reserved: 0 })

    stream.end()
    await expect(upload).rejects.toMatchObject({ code: 'unavailable', reason: 'lease_lost' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })
})
