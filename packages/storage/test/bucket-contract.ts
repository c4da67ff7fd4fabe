import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type S3Options, S3Provider } from '../src/s3-provider.ts'
import { chunksOf, MIB, newKey, sha256Of, textBody, textOf } from './sample-bytes.ts'

type BucketOptions = S3Options & Required<Pick<S3Options, 'credentials'>>

/** What providers with a bucket must do besides: URLs of their own, and telling wrong settings apart from missing objects. */
export function bucketContract(connection: () => BucketOptions): void {
  let provider: S3Provider
  beforeAll(() => {
    provider = new S3Provider(connection())
  })
  afterAll(() => provider.close())

  const { signal } = new AbortController()
  const put = (to: S3Provider, key = newKey(), body = textBody('hello')) =>
    to.put(key, body, { contentType: 'text/plain', signal })

  describe('presigned URLs', () => {
    it('are fetched without credentials, with the name and type given, ranges included', async () => {
      const key = newKey()
      await put(provider, key)
      const options = { seconds: 60, fileName: 'Übersicht "x".txt', contentType: 'text/x-test' }
      const url = await provider.presignGet(key, options)

      const whole = await fetch(url)
      expect(await whole.text()).toBe('hello')
      expect(whole.headers.get('content-type')).toBe('text/x-test')
      expect(whole.headers.get('cache-control')).toBe('private, no-store')
      expect(whole.headers.get('content-disposition')).toBe(
        `attachment; filename="_bersicht _x_.txt"; filename*=UTF-8''%C3%9Cbersicht%20%22x%22.txt`,
      )
      const part = await fetch(url, { headers: { range: 'bytes=1-2' } })
      expect([part.status, await part.text()]).toEqual([206, 'el'])

      const inline = await fetch(await provider.presignGet(key, { ...options, inline: true }))
      expect(inline.headers.get('content-disposition')).toMatch(/^inline; /)
    })

    it('open nothing else when they are changed', async () => {
      const [key, other] = [newKey(), newKey()]
      await put(provider, key)
      await put(provider, other)
      const url = await provider.presignGet(key, { seconds: 60, fileName: 'a', contentType: 'text/plain' })

      const elsewhere = new URL(url.href.replace(key, other))
      const longer = new URL(url)
      longer.searchParams.set('X-Amz-Expires', '900')
      for (const changed of [elsewhere, longer]) expect((await fetch(changed)).status).toBe(403)
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
    })

    it.each([0, -1, 901, 1.5, Number.NaN])('do not last %d seconds', async (seconds) => {
      const attempt = provider.presignGet(newKey(), { seconds, fileName: 'a', contentType: 'text/plain' })
      await expect(attempt).rejects.toThrow(RangeError)
    })
  })

  it('keeps the content type', async () => {
    const key = newKey()
    await put(provider, key)
    expect(await provider.head(key)).toMatchObject({ contentType: 'text/plain' })
  })

  it('copies an object that is too large for one request in parts', async () => {
    const [from, to] = [newKey(), newKey()]
    const small = new S3Provider({ ...connection(), limits: { ...connection().limits, copyPartBytes: 5 * MIB } })
    await put(provider, from, Readable.from(chunksOf(12 * MIB + 1)))
    const copied = await small.copy(from, to)
    expect(await provider.head(to)).toMatchObject({ ...copied, bytes: 12 * MIB + 1, contentType: 'text/plain' })
    expect(await sha256Of(await provider.open(to))).toBe(await sha256Of(chunksOf(12 * MIB + 1)))
    await small.close()
  })

  /** Each of these must fail so that nobody takes it for a missing object. */
  const operations: [string, (of: S3Provider) => Promise<unknown>][] = [
    ['put', (of) => put(of)],
    ['a put in parts', (of) => put(of, newKey(), Readable.from(chunksOf(6 * MIB)))],
    ['open', (of) => of.open(newKey()).then(textOf)],
    ['head', (of) => of.head(newKey())],
    ['copy', (of) => of.copy(newKey(), newKey())],
    ['remove', (of) => of.remove([newKey()])],
    ['list', (of) => of.list('').next()],
    ['sweep', (of) => of.sweepTemp(0)],
  ]

  const misconfigured: [string, () => S3Provider][] = [
    [
      'a wrong secret',
      () => new S3Provider({ ...connection(), credentials: { ...connection().credentials, secretAccessKey: 'wrong' } }),
    ],
    [
      'an unknown access key',
      () => new S3Provider({ ...connection(), credentials: { ...connection().credentials, accessKeyId: 'nobody' } }),
    ],
    ['a missing bucket', () => new S3Provider({ ...connection(), bucket: 'no-such-bucket' })],
  ]

  describe.each(misconfigured)('with %s', (_, misconfigure) => {
    let wrong: S3Provider
    beforeAll(() => {
      wrong = misconfigure()
    })
    afterAll(() => wrong.close())

    it.each(operations)('%s is refused', async (_name, operate) => {
      await expect(operate(wrong)).rejects.toMatchObject({ name: 'StorageError', code: 'refused' })
    })

    it('it is not ready', async () => {
      await expect(wrong.probe()).rejects.toMatchObject({ name: 'StorageError', code: 'unavailable' })
    })
  })
}
