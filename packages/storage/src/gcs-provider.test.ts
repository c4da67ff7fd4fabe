import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { misconfiguredBucket, presignedDownloads, presignedUploads } from '../test/bucket-contract.ts'
import { FakeGcs, newServiceAccount } from '../test/fake-gcs.ts'
import { partsContract, sweepContract } from '../test/parts-contract.ts'
import { providerContract } from '../test/provider-contract.ts'
import { chunksOf, MIB, newKey, sha256Of, textBody, textOf } from '../test/sample-bytes.ts'
import { type GcsOptions, GcsProvider } from './gcs-provider.ts'

describe('Google Cloud Storage provider on a fake server', { timeout: 30_000 }, () => {
  let fake: FakeGcs
  beforeAll(async () => {
    fake = await FakeGcs.start()
  })
  afterAll(() => fake.stop())
  afterEach(() => fake.reset())

  const open = (change: Partial<GcsOptions> = {}) =>
    new GcsProvider({
      bucket: fake.bucket,
      endpoint: fake.endpoint,
      credentials: fake.credentials,
      limits: { partBytes: 5 * MIB, attempts: 3 },
      ...change,
    })
  const store = async () => {
    const provider = open()
    return { provider, leftovers: async () => [...fake.uploads.keys()], close: () => provider.close() }
  }
  describe('is a provider', () => {
    providerContract(store)
    describe('in parts', () => partsContract(store))
    sweepContract(store)
  })

  describe('is a bucket', () => {
    presignedDownloads({ open, expiry: 'X-Goog-Expires' })
    presignedUploads(open)
    misconfiguredBucket({
      'the key of another account': () => open({ credentials: newServiceAccount(fake.credentials.email) }),
      'an unknown account': () => open({ credentials: { ...fake.credentials, email: 'nobody@fake' } }),
      'a key that is none': () => open({ credentials: { ...fake.credentials, privateKey: 'none' } }),
      'a missing bucket': () => open({ bucket: 'no-such-bucket' }),
    })
  })

  describe('when the store has trouble', () => {
    let provider: GcsProvider
    let impatient: GcsProvider
    beforeAll(() => {
      provider = open()
      impatient = open({ limits: { partBytes: 5 * MIB, attempts: 3, answerMs: 500, probeMs: 50 } })
    })
    afterAll(() => Promise.all([provider.close(), impatient.close()]))

    const meeting = (fault: string) => (fault === 'hang' ? impatient : provider)
    const { signal } = new AbortController()
    const put = (key = newKey(), body = textBody('hello'), to = provider) =>
      to.put(key, body, { contentType: 'text/plain', signal })
    const putLarge = (key = newKey()) => put(key, Readable.from(chunksOf(22 * MIB)))

    it.each(['SlowDown', 'InternalError', 'hang', 'lost'] as const)('repeats a put that met %s', async (fault) => {
      const key = newKey()
      fake.inject('PutObject', fault)
      expect(await put(key, textBody('hello'), meeting(fault))).toMatchObject({ bytes: 5 })
      expect(fake.times('PutObject')).toBe(2)
      expect(await textOf(await provider.open(key))).toBe('hello')
    })

    it('waits as long as the store says before it comes again', async () => {
      const key = newKey()
      fake.inject('PutObject', 'TooManyRequests')
      const started = performance.now()
      await put(key)
      expect(performance.now() - started).toBeGreaterThanOrEqual(990)
      expect(fake.times('PutObject')).toBe(2)
    })

    it('does not wait on when it is aborted meanwhile', async () => {
      const abort = new AbortController()
      fake.inject('UploadPart', 'TooManyRequests', 30)
      const body = Readable.from(chunksOf(22 * MIB))
      const attempt = provider.put(newKey(), body, { contentType: 'text/plain', signal: abort.signal })
      fake.when('UploadPart', () => setImmediate(() => abort.abort(new Error('enough'))))
      await expect(attempt).rejects.toThrow('enough')
      expect(fake.uploads.size).toBe(0)
    })

    it('repeats only the part that failed', async () => {
      fake.inject('UploadPart', 'SlowDown')
      const key = newKey()
      expect(await putLarge(key)).toMatchObject({ bytes: 22 * MIB })
      expect(fake.times('UploadPart')).toBe(6)
      expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(chunksOf(22 * MIB)))
    })

    it.each(['UploadPart', 'CompleteMultipartUpload'] as const)(
      'has stored the object when the answer to %s is lost',
      async (operation) => {
        const key = newKey()
        fake.inject(operation, 'lost')
        const stored = await putLarge(key)
        expect(await provider.head(key)).toMatchObject(stored)
        expect(fake.uploads.size).toBe(0)
      },
    )

    it('does not take an older object for its own when the upload is gone', async () => {
      const key = newKey()
      const older = await put(key)
      fake.when('CompleteMultipartUpload', () => fake.uploads.clear())
      await expect(putLarge(key)).rejects.toMatchObject({ name: 'StorageError' })
      expect(await provider.head(key)).toMatchObject(older)
    })

    it.each(['SlowDown', 'InternalError', 'hang'] as const)(
      'gives up as unavailable when %s goes on',
      async (fault) => {
        const key = newKey()
        fake.inject('PutObject', fault, 3)
        await expect(put(key, textBody('hello'), meeting(fault))).rejects.toMatchObject({ code: 'unavailable' })
        expect(fake.times('PutObject')).toBe(3)
        expect(await provider.head(key)).toBeNull()
      },
    )

    it.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'] as const)(
      'leaves no parts behind when %s fails for good',
      async (operation) => {
        const key = newKey()
        fake.inject(operation, 'InternalError', 30)
        await expect(putLarge(key)).rejects.toMatchObject({ code: 'unavailable' })
        expect(fake.uploads.size).toBe(0)
        expect(fake.objects.has(key)).toBe(false)
      },
    )

    it('fails a download that is cut off instead of ending it early', async () => {
      const key = newKey()
      await put(key)
      fake.inject('GetObject', 'cut')
      await expect(textOf(await provider.open(key))).rejects.toThrow()
    })

    it.each(['SlowDown', 'hang'] as const)('does not take %s for a missing object', async (fault) => {
      fake.inject('HeadObject', fault, 3)
      await expect(meeting(fault).head(newKey())).rejects.toMatchObject({ code: 'unavailable' })
    })

    it('copies what takes several requests, and not a source that changes meanwhile', async () => {
      const [from, changed, to] = [newKey(), newKey(), newKey()]
      await put(from, Readable.from(chunksOf(3 * MIB)))
      await provider.copy(from, to)
      expect(fake.times('RewriteObject')).toBe(3)
      expect(await sha256Of(await provider.open(to))).toBe(await sha256Of(chunksOf(3 * MIB)))

      await put(changed, textBody('changed after the scan'))
      fake.when('RewriteObject', () => fake.objects.set(from, fake.objects.get(changed) ?? expect.fail()))
      await expect(provider.copy(from, newKey())).rejects.toMatchObject({ code: 'refused' })
    })

    it('is not ready while the store does not answer', async () => {
      fake.inject('ListObjectsV2', 'hang')
      await expect(impatient.probe()).rejects.toMatchObject({ code: 'unavailable' })
    })
  })

  it('is unavailable when nothing listens', async () => {
    const gone = await FakeGcs.start()
    const { endpoint } = gone
    await gone.stop()
    const provider = open({ endpoint })
    await expect(provider.head(newKey())).rejects.toMatchObject({ code: 'unavailable' })
    await provider.close()
  })

  it('asks for a storage class when told so', async () => {
    const provider = open({ storageClass: 'NEARLINE' })
    const options = { contentType: 'text/plain', signal: new AbortController().signal }
    await provider.put(newKey(), textBody('hello'), options)
    await provider.put(newKey(), Readable.from(chunksOf(6 * MIB)), options)
    for (const operation of ['PutObject', 'CreateMultipartUpload']) {
      expect(fake.lastHeaders.get(operation)).toMatchObject({ 'x-goog-storage-class': 'NEARLINE' })
    }
    await provider.close()
  })
})
