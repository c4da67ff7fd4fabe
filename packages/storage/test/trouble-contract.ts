import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StorageProvider } from '../src/storage-provider.ts'
import type { CommonOperation, FakeBucket } from './fake-bucket.ts'
import { chunksOf, MIB, newKey, sha256Of, textBody, textOf } from './sample-bytes.ts'

export interface Troubled {
  readonly fake: () => Pick<FakeBucket<CommonOperation>, 'inject' | 'when' | 'times' | 'objects' | 'uploads'>
  /** In parts of 5 MiB, giving up at the third try; an impatient one soon, where there is no answer. */
  readonly open: (patience: 'patient' | 'impatient') => StorageProvider
}

/** What every provider of a bucket makes of a store that has trouble. */
export function storeInTrouble({ fake, open }: Troubled): void {
  describe('when the store has trouble', () => {
    let provider: StorageProvider
    let impatient: StorageProvider
    beforeAll(() => {
      provider = open('patient')
      impatient = open('impatient')
    })
    afterAll(() => Promise.all([provider.close(), impatient.close()]))

    const meeting = (fault: string) => (fault === 'hang' ? impatient : provider)
    const { signal } = new AbortController()
    const put = (key = newKey(), body = textBody('hello'), to = provider) =>
      to.put(key, body, { contentType: 'text/plain', signal })
    const putLarge = (key = newKey()) => put(key, Readable.from(chunksOf(22 * MIB)))

    it.each(['SlowDown', 'InternalError', 'hang'] as const)('repeats a put that met %s', async (fault) => {
      const key = newKey()
      fake().inject('PutObject', fault)
      expect(await put(key, textBody('hello'), meeting(fault))).toMatchObject({ bytes: 5 })
      expect(fake().times('PutObject')).toBe(2)
      expect(await textOf(await provider.open(key))).toBe('hello')
    })

    it('waits as long as the store says before it comes again', async () => {
      fake().inject('PutObject', 'TooManyRequests')
      const started = performance.now()
      await put()
      expect(performance.now() - started).toBeGreaterThanOrEqual(990)
      expect(fake().times('PutObject')).toBe(2)
    })

    it('does not wait on when it is aborted meanwhile', async () => {
      const abort = new AbortController()
      fake().inject('UploadPart', 'TooManyRequests', 30)
      const body = Readable.from(chunksOf(22 * MIB))
      const attempt = provider.put(newKey(), body, { contentType: 'text/plain', signal: abort.signal })
      fake().when('UploadPart', () => setImmediate(() => abort.abort(new Error('enough'))))
      await expect(attempt).rejects.toThrow('enough')
      expect(fake().uploads.size).toBe(0)
    })

    it('repeats only the part that failed', async () => {
      const key = newKey()
      fake().inject('UploadPart', 'SlowDown')
      expect(await putLarge(key)).toMatchObject({ bytes: 22 * MIB })
      expect(fake().times('UploadPart')).toBe(6)
      expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(chunksOf(22 * MIB)))
    })

    it.each(['PutObject', 'UploadPart', 'CompleteMultipartUpload'] as const)(
      'has stored the object when the answer to %s is lost',
      async (operation) => {
        const key = newKey()
        fake().inject(operation, 'lost')
        const stored = operation === 'PutObject' ? await put(key) : await putLarge(key)
        expect(await provider.head(key)).toMatchObject(stored)
        expect(fake().uploads.size).toBe(0)
      },
    )

    it('does not take an older object for its own when the upload is gone', async () => {
      const key = newKey()
      const older = await put(key)
      fake().when('CompleteMultipartUpload', () => fake().uploads.clear())
      await expect(putLarge(key)).rejects.toMatchObject({ name: 'StorageError' })
      expect(await provider.head(key)).toMatchObject(older)
    })

    it.each(['SlowDown', 'InternalError', 'hang'] as const)(
      'gives up as unavailable when %s goes on',
      async (fault) => {
        const key = newKey()
        fake().inject('PutObject', fault, 3)
        await expect(put(key, textBody('hello'), meeting(fault))).rejects.toMatchObject({ code: 'unavailable' })
        expect(fake().times('PutObject')).toBe(3)
        expect(await provider.head(key)).toBeNull()
      },
    )

    it.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'] as const)(
      'leaves no parts behind when %s fails for good',
      async (operation) => {
        const key = newKey()
        fake().inject(operation, 'InternalError', 30)
        await expect(putLarge(key)).rejects.toMatchObject({ code: 'unavailable' })
        expect(fake().uploads.size).toBe(0)
        expect(fake().objects.has(key)).toBe(false)
      },
    )

    it('stops reading a body without end when a part fails for good', async () => {
      const body = Readable.from(chunksOf(Number.POSITIVE_INFINITY))
      fake().inject('UploadPart', 'InternalError', 30)
      await expect(put(newKey(), body)).rejects.toMatchObject({ code: 'unavailable' })
      expect(body.destroyed).toBe(true)
      expect(fake().uploads.size).toBe(0)
    })

    it('stops at once when a request under way is aborted', async () => {
      const key = newKey()
      const abort = new AbortController()
      fake().inject('UploadPart', 'hang', 30)
      const attempt = provider.put(key, Readable.from(chunksOf(22 * MIB)), {
        contentType: 'text/plain',
        signal: abort.signal,
      })
      fake().when('UploadPart', () => abort.abort(new Error('enough')))
      await expect(attempt).rejects.toThrow('enough')
      expect(fake().uploads.size).toBe(0)
    })

    it('fails a download that is cut off instead of ending it early', async () => {
      const key = newKey()
      await put(key)
      fake().inject('GetObject', 'cut')
      await expect(textOf(await provider.open(key))).rejects.toThrow()
    })

    it('repeats a read that met an overloaded store', async () => {
      const key = newKey()
      await put(key)
      fake().inject('GetObject', 'SlowDown')
      expect(await textOf(await provider.open(key))).toBe('hello')
    })

    it.each(['SlowDown', 'hang'] as const)('does not take %s for a missing object', async (fault) => {
      fake().inject('HeadObject', fault, 3)
      await expect(meeting(fault).head(newKey())).rejects.toMatchObject({ code: 'unavailable' })
    })
  })
}
