import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MultipartUpload, StorageKey, StorageProvider, StoredPart } from '../src/index.ts'
import type { ContractStore } from './provider-contract.ts'
import { brokenAfter, chunksOf, newKey, sha256Of, textBody, textOf } from './sample-bytes.ts'

/** What every provider must do with an object that comes in parts. Parts are about as small as the provider allows. */
export function partsContract(open: () => Promise<ContractStore>): void {
  let store: ContractStore
  let provider: StorageProvider
  let partBytes: number
  let whole: Buffer

  beforeAll(async () => {
    store = await open()
    provider = store.provider
    partBytes = Math.max(provider.smallestPart, 100_000)
    whole = await buffer(chunksOf(partBytes * 2 + Math.ceil(partBytes / 2)))
  })
  afterAll(() => store.close())

  const { signal } = new AbortController()
  const begin = (key: StorageKey = newKey()) => provider.beginParts(key, { contentType: 'text/plain', partBytes })
  const pieceOf = (number: number) => whole.subarray((number - 1) * partBytes, number * partBytes)
  const send = (upload: MultipartUpload, number: number, body: Buffer | Readable = pieceOf(number)) =>
    provider.putPart(upload, number, body, { bytes: pieceOf(number).length, signal })
  const sendAll = async (upload: MultipartUpload, numbers = [1, 2, 3]): Promise<StoredPart[]> => {
    const parts: StoredPart[] = []
    for (const number of numbers) parts.push(await send(upload, number))
    return parts
  }
  const expectWhole = async (key: StorageKey) => {
    expect(await provider.head(key)).toMatchObject({ bytes: whole.length })
    expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(Readable.from([whole])))
  }

  it('makes one object of parts, and nothing is there before', async () => {
    const upload = await begin()
    const parts = await sendAll(upload)
    expect(await provider.head(upload.key)).toBeNull()
    const stored = await provider.completeParts(upload, parts)
    expect(await provider.head(upload.key)).toMatchObject({ ...stored, bytes: whole.length })
    await expectWhole(upload.key)
    expect(await store.leftovers()).toEqual([])
  })

  it('takes them in any order, and completes a list in any order', async () => {
    const upload = await begin()
    const parts = await sendAll(upload, [3, 1, 2])
    await provider.completeParts(upload, parts)
    await expectWhole(upload.key)
  })

  it('takes several at once', async () => {
    const upload = await begin()
    const parts = await Promise.all([1, 2, 3].map((number) => send(upload, number)))
    await provider.completeParts(upload, parts)
    await expectWhole(upload.key)
  })

  it('takes the last of two parts of one number', async () => {
    const upload = await begin()
    await send(upload, 2, Buffer.alloc(partBytes, 'x'))
    const [first, third] = [await send(upload, 1), await send(upload, 3)]
    await provider.completeParts(upload, [first, await send(upload, 2), third])
    await expectWhole(upload.key)
  })

  it('forgets the end of a last part that was sent again and is shorter', async () => {
    const upload = await begin()
    const first = await send(upload, 1)
    await provider.putPart(upload, 2, pieceOf(2), { bytes: partBytes, signal })
    const last = await provider.putPart(upload, 2, Buffer.from('!'), { bytes: 1, signal })
    expect(await provider.completeParts(upload, [first, last])).toMatchObject({ bytes: partBytes + 1 })
    expect(await textOf(await provider.open(upload.key, { start: partBytes, end: partBytes }))).toBe('!')
  })

  it('takes a part from a stream', async () => {
    const upload = await begin()
    const parts = [await send(upload, 1, Readable.from([pieceOf(1).subarray(0, 1), pieceOf(1).subarray(1)]))]
    parts.push(await send(upload, 2, Readable.from([pieceOf(2)])), await send(upload, 3))
    await provider.completeParts(upload, parts)
    await expectWhole(upload.key)
  })

  it.each([
    ['one small part', 'hello'],
    ['one part without bytes', ''],
  ])('makes an object of %s', async (_, text) => {
    const upload = await begin()
    const part = await provider.putPart(upload, 1, Buffer.from(text), { bytes: text.length, signal })
    expect(await provider.completeParts(upload, [part])).toMatchObject({ bytes: text.length })
    expect(await textOf(await provider.open(upload.key))).toBe(text)
    expect(await store.leftovers()).toEqual([])
  })

  it('goes on when another process has the upload', async () => {
    const begun = await begin()
    const parts = await sendAll(begun)
    const handedOn = JSON.parse(JSON.stringify(begun)) as MultipartUpload
    await provider.completeParts(handedOn, JSON.parse(JSON.stringify(parts)) as StoredPart[])
    await expectWhole(begun.key)
  })

  it('completes again what nobody knows to be complete', async () => {
    const upload = await begin()
    const parts = await sendAll(upload)
    const stored = await provider.completeParts(upload, parts)
    expect(await provider.completeParts(upload, parts)).toEqual(stored)
    await expectWhole(upload.key)
  })

  it('does not take an older object for its own', async () => {
    const upload = await begin()
    const parts = await sendAll(upload)
    await provider.abortParts(upload)
    await provider.put(upload.key, textBody('older'), { contentType: 'text/plain', signal })
    await expect(provider.completeParts(upload, parts)).rejects.toMatchObject({ name: 'StorageError' })
    expect(await textOf(await provider.open(upload.key))).toBe('older')
  })

  it('keeps two uploads of one key apart', async () => {
    const one = await begin()
    const other = await begin(one.key)
    await send(other, 1, Buffer.alloc(partBytes, 'x'))
    const parts = await sendAll(one)
    await provider.completeParts(one, parts)
    await expectWhole(one.key)
    await provider.abortParts(other)
    await expectWhole(one.key)
  })

  it.each([
    ['none', () => []],
    ['a gap', ([first, , third]: StoredPart[]) => [first, third]],
    ['one twice', ([first, second]: StoredPart[]) => [first, second, second]],
    ['a short one in the middle', ([first, second, third]: StoredPart[]) => [first, third, second]],
  ] as [string, (parts: StoredPart[]) => StoredPart[]][])('refuses to complete with %s', async (name, choose) => {
    const upload = await begin()
    const chosen = choose(await sendAll(upload))
    const renumbered = name.startsWith('a short') ? chosen.map((part, at) => ({ ...part, number: at + 1 })) : chosen
    await expect(provider.completeParts(upload, renumbered)).rejects.toMatchObject({ code: 'refused' })
    expect(await provider.head(upload.key)).toBeNull()
    await provider.abortParts(upload)
  })

  it('refuses to complete with a part that was never sent', async () => {
    const upload = await begin()
    const [first, second] = await sendAll(upload, [1, 2])
    const invented = { ...(second ?? expect.fail()), number: 3 }
    const attempt = provider.completeParts(upload, [first ?? expect.fail(), second ?? expect.fail(), invented])
    await expect(attempt).rejects.toMatchObject({ code: 'refused' })
    expect(await provider.head(upload.key)).toBeNull()
    await provider.abortParts(upload)
  })

  it.each([
    ['ends early', (piece: Buffer) => [piece.subarray(1)]],
    ['is longer than said', (piece: Buffer) => [piece, Buffer.from('x')]],
  ])('refuses a part that %s, and takes it afterwards', async (_, chunks) => {
    const upload = await begin()
    const body = Readable.from(chunks(pieceOf(1)))
    await expect(send(upload, 1, body)).rejects.toMatchObject({ code: 'refused' })
    expect(body.destroyed).toBe(true)
    await provider.completeParts(upload, await sendAll(upload))
    await expectWhole(upload.key)
  })

  it.each([0, -1, 1.5])('refuses part number %d', async (number) => {
    const upload = await begin()
    await expect(provider.putPart(upload, number, Buffer.from('x'), { bytes: 1, signal })).rejects.toMatchObject({
      code: 'refused',
    })
    await provider.abortParts(upload)
  })

  it('tells the error of a part whose source breaks, and takes the part afterwards', async () => {
    const upload = await begin()
    const broken = new Error('connection reset by the client')
    await expect(send(upload, 1, Readable.from(brokenAfter(0, broken)))).rejects.toBe(broken)
    await provider.completeParts(upload, await sendAll(upload))
    await expectWhole(upload.key)
  })

  it('tells why a part was aborted', async () => {
    const upload = await begin()
    const gone = new Error('the client went away')
    const body = new Readable({ read: () => undefined })
    const abort = AbortSignal.abort(gone)
    const attempt = provider.putPart(upload, 1, body, { bytes: partBytes, signal: abort })
    await expect(attempt).rejects.toBe(gone)
    expect(body.destroyed).toBe(true)
    await provider.abortParts(upload)
  })

  it('leaves nothing of an upload that is given up, and may repeat that', async () => {
    const upload = await begin()
    const parts = await sendAll(upload)
    await provider.abortParts(upload)
    await provider.abortParts(upload)
    await expect(provider.completeParts(upload, parts)).rejects.toMatchObject({ name: 'StorageError' })
    expect(await provider.head(upload.key)).toBeNull()
    expect(await store.leftovers()).toEqual([])
  })

  it('keeps the object when the upload it was made by is given up', async () => {
    const upload = await begin()
    await provider.completeParts(upload, await sendAll(upload))
    await provider.abortParts(upload)
    await expectWhole(upload.key)
  })
}

/** Not part of a store's contract but of its upkeep: apart, because it gives up every upload in the store. */
export function sweepContract(open: () => Promise<ContractStore>): void {
  describe('sweeping', () => {
    it('leaves uploads alone that may go on, and gives up those that are too old', async () => {
      const store = await open()
      const { provider } = store
      const upload = await provider.beginParts(newKey(), {
        contentType: 'text/plain',
        partBytes: provider.smallestPart,
      })
      await provider.putPart(upload, 1, Buffer.from('x'), { bytes: 1, signal: new AbortController().signal })
      expect(await provider.sweepTemp(0)).toBe(0)
      expect(await provider.sweepParts(60_000)).toBe(0)
      expect(await store.leftovers()).toHaveLength(1)
      expect(await provider.sweepParts(-60_000)).toBe(1)
      expect(await store.leftovers()).toEqual([])
      await store.close()
    })
  })
}
