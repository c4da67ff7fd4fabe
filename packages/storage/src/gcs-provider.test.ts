import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { misconfiguredBucket, presignedDownloads, presignedUploads } from '../test/bucket-contract.ts'
import { FakeGcs, newServiceAccount } from '../test/fake-gcs.ts'
import { partsContract, sweepContract } from '../test/parts-contract.ts'
import { providerContract } from '../test/provider-contract.ts'
import { chunksOf, MIB, newKey, sha256Of, textBody } from '../test/sample-bytes.ts'
import { storeInTrouble } from '../test/trouble-contract.ts'
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

  const openImpatient = () => open({ limits: { partBytes: 5 * MIB, attempts: 3, answerMs: 500, probeMs: 50 } })
  storeInTrouble({ fake: () => fake, open: (patience) => (patience === 'patient' ? open() : openImpatient()) })

  it('copies what takes several requests, and not a source that changes meanwhile', async () => {
    const provider = open()
    const options = { contentType: 'text/plain', signal: new AbortController().signal }
    const [from, changed, to] = [newKey(), newKey(), newKey()]
    await provider.put(from, Readable.from(chunksOf(3 * MIB)), options)
    await provider.copy(from, to)
    expect(fake.times('RewriteObject')).toBe(3)
    expect(await sha256Of(await provider.open(to))).toBe(await sha256Of(chunksOf(3 * MIB)))

    await provider.put(changed, textBody('changed after the scan'), options)
    fake.when('RewriteObject', () => fake.objects.set(from, fake.objects.get(changed) ?? expect.fail()))
    await expect(provider.copy(from, newKey())).rejects.toMatchObject({ code: 'refused' })
    await provider.close()
  })

  it('is not ready while the store does not answer', async () => {
    fake.inject('ListObjectsV2', 'hang')
    const impatient = openImpatient()
    await expect(impatient.probe()).rejects.toMatchObject({ code: 'unavailable' })
    await impatient.close()
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
