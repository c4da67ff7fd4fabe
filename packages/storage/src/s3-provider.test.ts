import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FakeS3 } from '../test/fake-s3.ts'
import { signatureFault } from '../test/fake-s3-signature.ts'
import { partsContract, sweepContract } from '../test/parts-contract.ts'
import { providerContract } from '../test/provider-contract.ts'
import { s3Contract } from '../test/s3-contract.ts'
import { chunksOf, MIB, newKey, textBody } from '../test/sample-bytes.ts'
import { storeInTrouble } from '../test/trouble-contract.ts'
import { objectTags } from './object-tags.ts'
import { type S3Options, S3Provider } from './s3-provider.ts'
import { stagingKey } from './storage-key.ts'

describe('S3 provider on a fake server', { timeout: 30_000 }, () => {
  let fake: FakeS3
  beforeAll(async () => {
    fake = await FakeS3.start()
  })
  afterAll(() => fake.stop())
  afterEach(() => fake.reset())

  const connection = () => ({
    bucket: fake.bucket,
    region: 'us-east-1',
    endpoint: fake.endpoint,
    credentials: fake.credentials,
    limits: { partBytes: 5 * MIB, attempts: 3 } satisfies S3Options['limits'],
  })

  const store = async () => {
    const provider = new S3Provider(connection())
    return { provider, leftovers: async () => [...fake.uploads.keys()], close: () => provider.close() }
  }
  describe('is a provider', () => {
    providerContract(store)
    describe('in parts', () => partsContract(store))
    sweepContract(store)
  })

  s3Contract(connection)

  const openImpatient = () =>
    new S3Provider({ ...connection(), limits: { ...connection().limits, answerMs: 1000, probeMs: 50 } })
  storeInTrouble({
    fake: () => fake,
    open: (patience) => (patience === 'patient' ? new S3Provider(connection()) : openImpatient()),
  })

  describe('in trouble that only S3 has', () => {
    let provider: S3Provider
    beforeAll(() => {
      provider = new S3Provider(connection())
    })
    afterAll(() => provider.close())

    const { signal } = new AbortController()
    const put = (key = newKey(), body = textBody('hello')) =>
      provider.put(key, body, { contentType: 'text/plain', signal })
    const putLarge = (key = newKey()) => put(key, Readable.from(chunksOf(22 * MIB)))

    it('repeats a completion that failed behind a status of 200', async () => {
      const key = newKey()
      fake.inject('CompleteMultipartUpload', 'error-in-200')
      expect(await putLarge(key)).toMatchObject({ bytes: 22 * MIB })
      expect(fake.times('CompleteMultipartUpload')).toBe(2)
    })

    it('tells the failure of an upload even when its parts cannot be removed, and sweeps them later', async () => {
      fake.inject('UploadPart', 'InternalError', 30)
      fake.inject('AbortMultipartUpload', 'InternalError', 3)
      await expect(putLarge()).rejects.toMatchObject({ code: 'unavailable' })
      expect(fake.uploads.size).toBe(1)
      fake.reset()

      expect(await provider.sweepParts(60_000)).toBe(0)
      expect(await provider.sweepParts(0)).toBe(1)
      expect(fake.uploads.size).toBe(0)
    })

    it('sweeps more unfinished uploads than one page lists', async () => {
      const upload = { key: newKey(), headers: {}, initiated: new Date(0), parts: new Map() }
      for (const id of ['1', '2', '3', '4', '5']) fake.uploads.set(id, upload)
      expect(await provider.sweepParts(60_000)).toBe(5)
    })

    it('finishes a put whose last request is under way when it is aborted', async () => {
      const key = newKey()
      const abort = new AbortController()
      fake.when('PutObject', () => abort.abort())
      const stored = await provider.put(key, textBody('hello'), { contentType: 'text/plain', signal: abort.signal })
      expect(abort.signal.aborted).toBe(true)
      expect(await provider.head(key)).toMatchObject(stored)
    })

    it.each([
      ['CopyObject', 100],
      ['UploadPartCopy', 2],
    ] as const)('does not copy a source that changed before %s', async (operation, copyPartBytes) => {
      const [from, changed, to] = [newKey(), newKey(), newKey()]
      await put(from)
      await put(changed, textBody('changed after the scan'))
      fake.when(operation, () => fake.objects.set(from, fake.objects.get(changed) ?? expect.fail()))
      const small = new S3Provider({ ...connection(), limits: { ...connection().limits, copyPartBytes } })
      await expect(small.copy(from, to)).rejects.toMatchObject({ code: 'refused' })
      expect(await provider.head(to)).toBeNull()
      expect(fake.uploads.size).toBe(0)
      await small.close()
    })

    it('is not ready while the store does not answer', async () => {
      fake.inject('HeadBucket', 'hang')
      const impatient = openImpatient()
      await expect(impatient.probe()).rejects.toMatchObject({ code: 'unavailable' })
      await impatient.close()
    })
  })

  it('is unavailable when nothing listens', async () => {
    const gone = await FakeS3.start()
    const { endpoint } = gone
    await gone.stop()
    const provider = new S3Provider({ ...connection(), endpoint })
    await expect(provider.head(newKey())).rejects.toMatchObject({ code: 'unavailable' })
    await provider.close()
  })

  it('asks for encryption and storage class when told so, for copies too', async () => {
    const provider = new S3Provider({ ...connection(), encryption: 'AES256', storageClass: 'STANDARD_IA' })
    const [small, large, copy] = [newKey(), newKey(), newKey()]
    const options = { contentType: 'text/plain', signal: new AbortController().signal }
    await provider.put(small, textBody('hello'), options)
    await provider.put(large, Readable.from(chunksOf(6 * MIB)), options)
    await provider.copy(small, copy)
    for (const operation of ['PutObject', 'CreateMultipartUpload', 'CopyObject'] as const) {
      expect(fake.lastHeaders.get(operation)).toMatchObject({
        'x-amz-server-side-encryption': 'AES256',
        'x-amz-storage-class': 'STANDARD_IA',
      })
    }
    await provider.close()
  })

  it('tags objects when told so, a copy with the tags of its own key', async () => {
    const provider = new S3Provider({ ...connection(), hasTags: true })
    const [staged, kept] = [stagingKey(randomUUID(), randomUUID()), newKey()]
    await provider.put(staged, textBody('hello'), { contentType: 'text/plain', signal: new AbortController().signal })
    await provider.copy(staged, kept)
    const upload = await provider.beginParts(kept, { contentType: 'text/plain', partBytes: provider.smallestPart })
    await provider.abortParts(upload)
    const tagsOf = (operation: string) => [
      ...new URLSearchParams(String(fake.lastHeaders.get(operation)?.['x-amz-tagging'])),
    ]
    expect(tagsOf('PutObject')).toEqual(Object.entries(objectTags(staged)))
    for (const operation of ['CopyObject', 'CreateMultipartUpload']) {
      expect(tagsOf(operation)).toEqual(Object.entries(objectTags(kept)))
    }
    expect(fake.lastHeaders.get('CopyObject')).toMatchObject({ 'x-amz-tagging-directive': 'REPLACE' })
    await provider.close()
  })

  it('hands out downloads through the CDN, signed for the host the CDN asks', async () => {
    const { credentials } = fake
    const cdnUrl = new URL('https://files.nyc3.cdn.digitaloceanspaces.com/')
    const spaces = { name: 'spaces', bucket: 'files', region: 'nyc3', credentials } as const
    const provider = new S3Provider({ ...spaces, endpoint: 'https://nyc3.digitaloceanspaces.com', cdnUrl })
    const key = newKey()
    const url = await provider.presignGet(key, { seconds: 60, fileName: 'a.txt', contentType: 'text/plain' })
    expect([url.host, url.pathname]).toEqual([cdnUrl.host, `/${key}`])
    const asked = (host: string) =>
      signatureFault(
        { method: 'GET', url: `${url.pathname}${url.search}`, headers: { host } },
        Buffer.alloc(0),
        credentials,
      )
    expect(asked('files.nyc3.digitaloceanspaces.com')).toBeUndefined()
    expect(asked(cdnUrl.host)).toBe('SignatureDoesNotMatch')
    await provider.close()
  })
})
