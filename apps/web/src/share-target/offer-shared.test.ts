import { expect, it } from 'vitest'
import { memoryShareStore } from './memory-share-store.ts'
import { offerShared } from './offer-shared.ts'

const names = ['first', 'second'] as const

async function twoShares() {
  const store = memoryShareStore()
  const shares = names.map((id, receivedAt) => ({ id, receivedAt, files: [{ name: `${id}.jpg`, bytes: 1 }] }))
  for (const share of shares) await store.keep(share, [new File(['x'], `${share.id}.jpg`)])
  const kept = async () => (await store.all()).map(({ id }) => id)
  return { shares, store, kept }
}

it('each share is forgotten once the tray has its files, and not before', async () => {
  const { shares, store, kept } = await twoShares()
  const seen: unknown[] = []
  let ends = 0
  for await (const portion of offerShared(shares, { ...store, onEnd: () => (ends += 1) })) {
    seen.push([portion.map(({ file, path }) => [file.name, path]), await kept()])
  }
  expect(seen).toEqual([
    [[['first.jpg', '']], ['first', 'second']],
    [[['second.jpg', '']], ['second']],
  ])
  expect([await kept(), ends]).toEqual([[], 1])
})

it('what the tray could not take is still there, and is asked about again', async () => {
  const { shares, store, kept } = await twoShares()
  let ends = 0
  const take = async () => {
    for await (const portion of offerShared(shares, { ...store, onEnd: () => (ends += 1) })) {
      if (portion[0]?.file.name === 'second.jpg') throw new Error('the connection broke')
    }
  }
  await expect(take()).rejects.toThrow('the connection broke')
  expect([await kept(), ends]).toEqual([['second'], 1])
})
