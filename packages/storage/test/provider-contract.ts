import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StorageKey, StorageProvider } from '../src/index.ts'
import { derivativeKey, stagingKey, storageKey } from '../src/index.ts'
import { brokenAfter, chunksOf, endlessAfter, MIB, newKey, sha256Of, textBody, textOf } from './sample-bytes.ts'

export interface ContractStore {
  provider: StorageProvider
  /** What a put left half-way: temporary files, unfinished uploads. */
  leftovers(): Promise<string[]>
  close(): Promise<void>
}

/** More than one part for a provider that sends parts, and no whole number of them. */
const LARGE = 12 * MIB + 345

/** What every provider must do, local or remote. Each test uses keys of its own, so one store serves them all. */
export function providerContract(open: () => Promise<ContractStore>): void {
  let store: ContractStore
  let provider: StorageProvider

  beforeAll(async () => {
    store = await open()
    provider = store.provider
  })
  afterAll(() => store.close())

  const { signal } = new AbortController()
  const put = (key: StorageKey, body: Readable, ifAbsent = false) =>
    provider.put(key, body, { contentType: 'text/plain', signal, ifAbsent })
  const keysUnder = async (prefix: string) => {
    const keys: string[] = []
    for await (const { key } of provider.list(prefix)) keys.push(key)
    return keys.sort()
  }
  const expectNothingLeft = async (key: StorageKey) => {
    expect(await provider.head(key)).toBeNull()
    expect(await store.leftovers()).toEqual([])
  }

  describe('bytes in, bytes out', () => {
    it('gives back what was put, and says how much it is', async () => {
      const key = newKey()
      const stored = await put(key, textBody('twelve bytes'))
      const head = await provider.head(key)

      expect(stored.bytes).toBe(12)
      expect(head).toMatchObject(stored)
      expect(Math.abs(Date.now() - (head?.lastModified.getTime() ?? 0))).toBeLessThan(60_000)
      expect(await textOf(await provider.open(key))).toBe('twelve bytes')
    })

    it('stores nothing but zero bytes when there are none', async () => {
      const key = newKey()
      expect(await put(key, Readable.from([]))).toMatchObject({ bytes: 0 })
      expect(await provider.head(key)).toMatchObject({ bytes: 0 })
      expect(await textOf(await provider.open(key))).toBe('')
    })

    it('keeps the hash of 20 MB on the way in and out', async () => {
      const key = newKey()
      const stored = await put(key, Readable.from(chunksOf(20 * MIB)))
      expect(stored.bytes).toBe(20 * MIB)
      expect(await provider.head(key)).toMatchObject(stored)
      expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(chunksOf(20 * MIB)))
      expect(await store.leftovers()).toEqual([])
    })

    it('takes a body that ends exactly with a part', async () => {
      const key = newKey()
      expect(await put(key, Readable.from(chunksOf(10 * MIB)))).toMatchObject({ bytes: 10 * MIB })
      expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(chunksOf(10 * MIB)))
    })

    it.each([
      ['umlauts and spaces', 'Größe & Übersicht (final).pdf'],
      ['another script', '報告書 2026.pdf'],
      ['emoji', '🎉🎉.png'],
      ['a path upwards', '../../../etc/passwd'],
      ['right-to-left marks', 'photo\u202Egnp.exe'],
      ['5,000 characters', `${'x'.repeat(5000)}.pdf`],
    ])('finds a file again whose name has %s', async (_, name) => {
      const key = newKey({ name })
      await put(key, textBody(name))
      expect(await textOf(await provider.open(key))).toBe(name)
      expect(await keysUnder(key)).toEqual([key])
    })

    it('takes the longest key there can be, and its derivative', async () => {
      const key = storageKey({
        organization: randomUUID(),
        system: 's'.repeat(40),
        objectType: 't'.repeat(40),
        objectId: 'i'.repeat(64),
        fileId: randomUUID(),
        name: `${'n'.repeat(200)}.extension`,
        timestamp: new Date(),
      })
      const derived = derivativeKey(key, `${'d'.repeat(40)}.webp`)
      await put(key, textBody('original'))
      await put(derived, textBody('derived'))
      expect(await textOf(await provider.open(key))).toBe('original')
      expect(await textOf(await provider.open(derived))).toBe('derived')
    })

    it('replaces an object as a whole', async () => {
      const key = newKey()
      const first = await put(key, textBody('the first and longer text'))
      const second = await put(key, textBody('the second'))
      expect(second.etag).not.toBe(first.etag)
      expect(await textOf(await provider.open(key))).toBe('the second')
    })

    it.each([
      ['small', 5],
      ['large', LARGE],
    ])('does not replace a taken key with a %s object when told so', async (_, bytes) => {
      const key = newKey()
      await put(key, Readable.from(chunksOf(bytes)), true)
      await expect(put(key, Readable.from(chunksOf(bytes + 1)), true)).rejects.toMatchObject({ code: 'exists' })
      expect(await provider.head(key)).toMatchObject({ bytes })
      expect(await store.leftovers()).toEqual([])
    })
  })

  describe('ranges', () => {
    const key = newKey()
    const empty = newKey()
    beforeAll(async () => {
      await put(key, textBody('0123456789'))
      await put(empty, Readable.from([]))
    })

    it.each([
      ['the first byte', 0, 0, '0'],
      ['the middle', 3, 6, '3456'],
      ['the last byte', 9, 9, '9'],
      ['an end beyond the object', 7, 4000, '789'],
    ])('reads %s', async (_, start, end, text) => {
      expect(await textOf(await provider.open(key, { start, end }))).toBe(text)
    })

    it.each([
      ['beyond the object', key, { start: 10, end: 12 }],
      ['that ends before it starts', key, { start: 5, end: 4 }],
      ['that starts before the object', key, { start: -1, end: 4 }],
      ['of no number', key, { start: Number.NaN, end: 4 }],
      ['of an empty object', empty, { start: 0, end: 0 }],
    ])('refuses a range %s', async (_, of, range) => {
      await expect(provider.open(of, range)).rejects.toMatchObject({ code: 'invalid_range' })
    })
  })

  describe('all or nothing', () => {
    it.each([
      ['before a part is full', 100_000],
      ['between parts', LARGE],
    ])('leaves nothing when it is aborted %s', async (_, bytes) => {
      const key = newKey()
      const abort = new AbortController()
      const gone = new Error('the client went away')
      const body = Readable.from(endlessAfter(bytes, () => abort.abort(gone)))

      const attempt = provider.put(key, body, { contentType: 'text/plain', signal: abort.signal })
      await expect(attempt).rejects.toBe(gone)
      expect(body.destroyed).toBe(true)
      await expectNothingLeft(key)
    })

    it('does not begin when it is already aborted', async () => {
      const key = newKey()
      const body = Readable.from(chunksOf(LARGE))
      const attempt = provider.put(key, body, { contentType: 'text/plain', signal: AbortSignal.abort() })
      await expect(attempt).rejects.toMatchObject({ name: 'AbortError' })
      expect(body.destroyed).toBe(true)
      await expectNothingLeft(key)
    })

    it.each([
      ['at once', 0],
      ['before a part is full', 100_000],
      ['between parts', LARGE],
    ])('leaves nothing when the source breaks %s, and tells its error', async (_, bytes) => {
      const key = newKey()
      const broken = new Error('connection reset by the client')
      await expect(put(key, Readable.from(brokenAfter(bytes, broken)))).rejects.toBe(broken)
      await expectNothingLeft(key)
    })

    it('leaves nothing when the source was broken before the put', async () => {
      const key = newKey()
      const body = new Readable({ read: () => undefined })
      const broken = new Error('broken early')
      const attempt = put(key, body.destroy(broken))
      await expect(attempt).rejects.toBe(broken)
      await expectNothingLeft(key)
    })

    it('leaves nothing when the source is closed without an end', async () => {
      const key = newKey()
      const body = new Readable({ read: () => undefined })
      body.push('half of')
      body.once('data', () => body.destroy())
      await expect(put(key, body)).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
      await expectNothingLeft(key)
    })
  })

  describe('copy, remove, list', () => {
    it('copies, and the copy outlives the original', async () => {
      const [from, to] = [stagingKey(randomUUID(), randomUUID()), newKey()]
      await put(from, textBody('promoted'))
      expect(await provider.copy(from, to)).toEqual({ bytes: 8, etag: (await provider.head(to))?.etag })
      await provider.remove([from])
      expect(await textOf(await provider.open(to))).toBe('promoted')
      expect(await store.leftovers()).toEqual([])
    })

    it('replaces what is at the target of a copy, even by itself', async () => {
      const [from, to] = [newKey(), newKey()]
      await put(from, textBody('new'))
      await put(to, textBody('old'))
      await provider.copy(from, to)
      await provider.copy(from, to)
      expect(await textOf(await provider.open(to))).toBe('new')
      expect(await store.leftovers()).toEqual([])
    })

    it('keeps a copy as it was when the original is replaced', async () => {
      const [from, to] = [newKey(), newKey()]
      await put(from, textBody('scanned'))
      await provider.copy(from, to)
      await put(from, textBody('replaced after the scan'))
      expect(await textOf(await provider.open(to))).toBe('scanned')
    })

    it('copies the very bytes it was told of, or nothing', async () => {
      const [from, to] = [newKey(), newKey()]
      const checked = await put(from, textBody('checked'))
      await provider.copy(from, to, { ifMatch: checked.etag })
      expect(await textOf(await provider.open(to))).toBe('checked')

      await put(from, textBody('slipped in'))
      await expect(provider.copy(from, to, { ifMatch: checked.etag })).rejects.toMatchObject({ code: 'refused' })
      expect(await textOf(await provider.open(to))).toBe('checked')
      expect(await store.leftovers()).toEqual([])
    })

    it('removes many, among them missing ones, and may repeat that', async () => {
      const organization = randomUUID()
      const present = [newKey({ organization }), newKey({ organization }), newKey({ organization })]
      for (const key of present) await put(key, textBody('x'))
      const missing = Array.from({ length: 1100 }, () => newKey({ organization }))
      const kept = newKey()
      await put(kept, textBody('kept'))

      await provider.remove([...missing, ...present])
      await provider.remove(present)
      expect(await keysUnder(`${organization}/`)).toEqual([])
      expect(await keysUnder(kept)).toEqual([kept])
    })

    it('removes nothing of no keys', async () => {
      await expect(provider.remove([])).resolves.toBeUndefined()
    })

    it('lists one organization and no other, with sizes', async () => {
      const organization = randomUUID()
      const keys = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'].map((name) => newKey({ organization, name })).sort()
      for (const key of [...keys, newKey()]) await put(key, textBody('five!'))

      const listed = []
      for await (const object of provider.list(`${organization}/`)) listed.push(object)
      expect(listed.map(({ key }) => key).sort()).toEqual(keys)
      expect(listed.every(({ bytes, lastModified }) => bytes === 5 && lastModified instanceof Date)).toBe(true)
      expect(await keysUnder(keys[0]?.slice(0, -1) ?? '')).toEqual([keys[0]])
      expect(await keysUnder(`${randomUUID()}/`)).toEqual([])
      expect(await keysUnder('../')).toEqual([])
    })
  })

  describe('what is not there', () => {
    it('has no head, cannot be opened, cannot be copied', async () => {
      const key = newKey()
      expect(await provider.head(key)).toBeNull()
      await expect(provider.open(key)).rejects.toMatchObject({ name: 'StorageError', code: 'not_found' })
      await expect(provider.open(key, { start: 0, end: 1 })).rejects.toMatchObject({ code: 'not_found' })
      await expect(provider.copy(key, newKey())).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  it('is ready', async () => {
    await expect(provider.probe()).resolves.toBeUndefined()
  })

  it('has nothing half-written to sweep', async () => {
    expect(await provider.sweepTemp(0)).toBe(0)
    expect(await provider.sweepParts(-60_000)).toBe(0)
  })
}
