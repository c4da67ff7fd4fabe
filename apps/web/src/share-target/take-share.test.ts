import { describe, expect, it } from 'vitest'
import { memoryShareStore } from './memory-share-store.ts'
import { keptMs } from './received-share.ts'
import { isShare, takeShare } from './take-share.ts'

const receipt = new File(['2 x rope'], 'receipt.jpg', { type: 'image/jpeg', lastModified: 5 })

function shared(parts: Readonly<Record<string, readonly (string | File)[]>>) {
  const body = new FormData()
  for (const [name, values] of Object.entries(parts)) for (const value of values) body.append(name, value)
  return new Request('https://harbour.example/share-target', { method: 'POST', body })
}

const parts = (store = memoryShareStore(), now = 0) => ({ store, newId: () => 'the-share', now: () => now })

describe('what the worker answers', () => {
  const window = { method: 'POST', destination: 'document', url: 'https://harbour.example/share-target' } as const
  it.each([
    ['a window that the share sheet opens', {}, true],
    ['the same address, typed in', { method: 'GET' }, false],
    ['what a script of a page sends', { destination: '' as const }, false],
    ['a frame in a page of somebody else', { destination: 'iframe' as const }, false],
    ['the API', { url: 'https://harbour.example/api/v1/files/?at=/share-target' }, false],
    ['an address below it', { url: 'https://harbour.example/share-target/more' }, false],
  ])('%s', (_what, given, isAnswered) => expect(isShare({ ...window, ...given })).toBe(isAnswered))
})

describe('what was shared', () => {
  it('is kept whole, as nobody’s, and told by its id', async () => {
    const store = memoryShareStore()
    const other = new File(['x'], 'notes.txt')
    const address = await takeShare(shared({ title: ['A trip'], files: [receipt, other] }), parts(store, 7))
    expect(address).toBe('/files?shared=the-share')
    const files = [
      { name: 'receipt.jpg', bytes: 8 },
      { name: 'notes.txt', bytes: 1 },
    ]
    expect(await store.all()).toEqual([{ id: 'the-share', receivedAt: 7, files }])
    const [kept] = await store.filesOf('the-share')
    expect([kept?.name, kept?.type, kept?.lastModified, await kept?.text()]).toEqual([
      'receipt.jpg',
      'image/jpeg',
      7,
      '2 x rope',
    ])
  })

  it.each([
    ['a link', { url: ['https://elsewhere.example'], text: ['look'] }],
    ['a form whose field for files was left empty', { files: [new File([], '')] }],
    ['a file in another field', { picture: [receipt] }],
  ])('is nothing where it is %s', async (_what, given) => {
    const store = memoryShareStore()
    expect(await takeShare(shared(given), parts(store))).toBe('/files?shared=empty')
    expect(await store.all()).toEqual([])
  })

  it('is said to be lost where the device has no room, or the form cannot be read', async () => {
    const full = { ...memoryShareStore(), keep: () => Promise.reject(new DOMException('', 'QuotaExceededError')) }
    expect(await takeShare(shared({ files: [receipt] }), parts(full))).toBe('/files?shared=unkept')
    const broken = new Request('https://harbour.example/share-target', { method: 'POST', body: 'nothing of the kind' })
    expect(await takeShare(broken, parts())).toBe('/files?shared=unkept')
  })

  it('makes room first: what is older than a day goes', async () => {
    const store = memoryShareStore([{ id: 'old', receivedAt: 0, files: [] }])
    await takeShare(shared({ files: [receipt] }), parts(store, keptMs))
    expect((await store.all()).map(({ id }) => id)).toEqual(['the-share'])
  })
})
