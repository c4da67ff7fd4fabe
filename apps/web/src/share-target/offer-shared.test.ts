import { expect, it } from 'vitest'
import { memoryShareStore } from './memory-share-store.ts'
import { offerShared } from './offer-shared.ts'

const names = ['first', 'second'] as const

/** Two shares on the device, and a tray whose files arrive when the test says so. */
async function twoShares(elsewhere?: string) {
  const store = memoryShareStore()
  const shares = names.map((id, receivedAt) => ({ id, receivedAt, files: [{ name: `${id}.jpg`, bytes: 1 }] }))
  for (const share of shares) await store.keep(share, [new File(['x'], `${share.id}.jpg`)])
  const arrivals = new Map<string, () => void>()
  const claimed = new Set(elsewhere ? [elsewhere] : [])
  let ends = 0
  const parts = {
    ...store,
    claim: async (id: string) => {
      if (claimed.has(id)) return null
      claimed.add(id)
      return () => void claimed.delete(id)
    },
    untilStored: ([file]: readonly File[]) => new Promise<void>((resolve) => arrivals.set(file?.name ?? '', resolve)),
    onEnd: () => (ends += 1),
  }
  return {
    parts,
    shares,
    kept: async () => (await store.all()).map(({ id }) => id),
    arrive: (name: string) => arrivals.get(name)?.(),
    claimed: () => [...claimed],
    ends: () => ends,
  }
}

it('each share is kept, and this tab’s, until its files have arrived', async () => {
  const { parts, shares, kept, arrive, claimed, ends } = await twoShares()
  const seen: unknown[] = []
  for await (const portion of offerShared(shares, parts)) seen.push(portion.map(({ file, path }) => [file.name, path]))
  expect(seen).toEqual([[['first.jpg', '']], [['second.jpg', '']]])
  expect([await kept(), claimed(), ends()]).toEqual([['first', 'second'], ['first', 'second'], 1])
  arrive('first.jpg')
  await expect.poll(async () => [await kept(), claimed()]).toEqual([['second'], ['second']])
  arrive('second.jpg')
  await expect.poll(async () => [await kept(), claimed()]).toEqual([[], []])
})

it('what the tray could not take is still there, and is asked about again', async () => {
  const { parts, shares, kept, arrive, claimed, ends } = await twoShares()
  const take = async () => {
    for await (const portion of offerShared(shares, parts)) {
      if (portion[0]?.file.name === 'second.jpg') throw new Error('the connection broke')
    }
  }
  await expect(take()).rejects.toThrow('the connection broke')
  arrive('first.jpg')
  await expect.poll(async () => [await kept(), claimed(), ends()]).toEqual([['second'], [], 1])
})

it('what another tab is sending is left to it', async () => {
  const { parts, shares } = await twoShares('first')
  const seen: string[] = []
  for await (const portion of offerShared(shares, parts)) seen.push(...portion.map(({ file }) => file.name))
  expect(seen).toEqual(['second.jpg'])
})
