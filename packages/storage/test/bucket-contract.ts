import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StorageProvider } from '../src/index.ts'
import { chunksOf, MIB, newKey, textBody, textOf } from './sample-bytes.ts'

const { signal } = new AbortController()
const put = (to: StorageProvider, key = newKey(), body = textBody('hello')) =>
  to.put(key, body, { contentType: 'text/plain', signal })

interface Bucket<Provider> {
  open(): Provider
  /** What a URL calls the time it lasts. */
  expiry: string
}

type Signing = StorageProvider & Required<Pick<StorageProvider, 'presignGet'>>
type SigningUploads = StorageProvider & Required<Pick<StorageProvider, 'presignPart' | 'presignPut'>>

/** What a bucket's own URLs for downloads must do. */
export function presignedDownloads({ open, expiry }: Bucket<Signing>): void {
  let provider: Signing
  beforeAll(() => {
    provider = open()
  })
  afterAll(() => provider.close())

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
      const far = new Date(Date.now() + 900_000).toISOString().replace(/\.\d+/, '')
      longer.searchParams.set(expiry, expiry.endsWith('Expires') ? '900' : far)
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
}

/** What its URLs for uploads must do. */
export function presignedUploads(open: () => SigningUploads): void {
  let provider: SigningUploads
  beforeAll(() => {
    provider = open()
  })
  afterAll(() => provider.close())

  describe('presigned uploads', () => {
    const bytes = 5
    const send = (url: URL, body = 'hello', contentType?: string) =>
      fetch(url, {
        method: 'PUT',
        body: Buffer.from(body),
        headers: contentType ? { 'content-type': contentType } : {},
      })
    const begin = () => provider.beginParts(newKey(), { contentType: 'text/x-test', partBytes: provider.smallestPart })

    it('take a part from a client without credentials, whose answer has its etag', async () => {
      const upload = await begin()
      const answer = await send(await provider.presignPart(upload, 1, { seconds: 60, bytes }))
      const etag = answer.headers.get('etag')?.replaceAll('"', '') ?? expect.fail()
      await provider.completeParts(upload, [{ number: 1, bytes, etag }])
      expect(await textOf(await provider.open(upload.key))).toBe('hello')
    })

    it('take a whole object', async () => {
      const key = newKey()
      const answer = await send(
        await provider.presignPut(key, { seconds: 60, bytes, contentType: 'text/x-test' }),
        'hello',
        'text/x-test',
      )
      expect(answer.status).toBe(200)
      expect(await provider.head(key)).toMatchObject({ bytes, contentType: 'text/x-test' })
    })

    it('take no other length, type, part or upload', async () => {
      const upload = await begin()
      const [part, key] = [await provider.presignPart(upload, 1, { seconds: 60, bytes }), newKey()]
      const put = await provider.presignPut(key, { seconds: 60, bytes, contentType: 'text/x-test' })
      const changed = (name: string, value: string) => {
        const url = new URL(part)
        url.searchParams.set(name, value)
        return url
      }
      const refused = [
        send(part, 'longer than that'),
        send(changed('partNumber', '2')),
        send(changed('uploadId', (await begin()).id)),
        send(put, 'longer than that', 'text/x-test'),
        send(put, 'hello', 'text/html'),
      ]
      expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
      expect(await provider.head(key)).toBeNull()
      await provider.sweepParts(-60_000)
    })

    it.each([0, 901])('do not last %d seconds', async (seconds) => {
      const contentType = 'text/plain'
      await expect(provider.presignPut(newKey(), { seconds, bytes, contentType })).rejects.toThrow(RangeError)
      const upload = await begin()
      await expect(provider.presignPart(upload, 1, { seconds, bytes })).rejects.toThrow(RangeError)
      await provider.abortParts(upload)
    })
  })
}

/** Wrong settings are told apart from missing objects. A store that drops unfinished uploads by itself sweeps nothing. */
export function misconfiguredBucket(
  misconfigured: Readonly<Record<string, () => StorageProvider>>,
  { sweeps = true } = {},
): void {
  /** Each of these must fail so that nobody takes it for a missing object. */
  const operations: (readonly [string, (of: StorageProvider) => Promise<unknown>])[] = [
    ['put', (of) => put(of)],
    ['a put in parts', (of) => put(of, newKey(), Readable.from(chunksOf(6 * MIB)))],
    ['open', (of) => of.open(newKey()).then(textOf)],
    ['head', (of) => of.head(newKey())],
    ['copy', (of) => of.copy(newKey(), newKey())],
    ['remove', (of) => of.remove([newKey()])],
    ['list', (of) => firstOf(of.list(''))],
    ...(sweeps ? [['sweep', (of: StorageProvider) => of.sweepParts(0)] as const] : []),
  ]

  describe.each(Object.entries(misconfigured))('with %s', (_, misconfigure) => {
    let wrong: StorageProvider
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

async function firstOf(objects: AsyncIterable<unknown>): Promise<unknown> {
  for await (const object of objects) return object
  return undefined
}
