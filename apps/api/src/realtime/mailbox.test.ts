import { expect, it } from 'vitest'
import { Mailbox } from './mailbox.ts'

async function read<Item>(mailbox: Mailbox<Item>, count: number): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of mailbox) {
    items.push(item)
    if (items.length === count) break
  }
  return items
}

it('hands out what came before and what comes while reading, in order', async () => {
  const mailbox = new Mailbox<number>(10)
  mailbox.put(1)
  const reading = read(mailbox, 3)
  mailbox.put(2)
  mailbox.put(3)
  expect(await reading).toEqual([1, 2, 3])
})

it('wakes a reader that waits', async () => {
  const mailbox = new Mailbox<string>(10)
  const reading = read(mailbox, 1)
  await Promise.resolve()
  mailbox.put('late')
  expect(await reading).toEqual(['late'])
})

it('ends when it is closed', async () => {
  const mailbox = new Mailbox<number>(10)
  const reading = read(mailbox, 5)
  mailbox.close()
  expect(await reading).toEqual([])
})

it('ends with an error for a reader who falls too far behind, instead of growing', async () => {
  const mailbox = new Mailbox<number>(2)
  for (const item of [1, 2, 3]) mailbox.put(item)
  await expect(read(mailbox, 3)).rejects.toMatchObject({ code: 'unavailable', reason: 'too_slow' })
})
