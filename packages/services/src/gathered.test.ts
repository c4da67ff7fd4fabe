import { expect, it } from 'vitest'
import { Gathered } from './gathered.ts'

function watched(refuses: (item: number) => boolean = () => false, pause?: () => number) {
  const batches: (readonly number[])[] = []
  const single: number[] = []
  const gathered = new Gathered<number, string>({
    together: async (items) => {
      batches.push(items)
      if (items.some(refuses)) throw new Error('one of them is not as the others')
      return items.map((item) => (item < 0 ? undefined : `together ${item}`))
    },
    alone: async (item) => {
      single.push(item)
      if (refuses(item)) throw new Error(`${item} is refused`)
      return `alone ${item}`
    },
    ...(pause && { pause }),
  })
  return { gathered, batches, single }
}

const callAll = (gathered: Gathered<number, string>, items: readonly number[]) =>
  Promise.allSettled(items.map((item) => gathered.call(item)))

it('the first call leaves at once, and what comes meanwhile is one more', async () => {
  const { gathered, batches } = watched()
  const results = await callAll(gathered, [1, 2, 3])
  expect(batches).toEqual([[1], [2, 3]])
  expect(results.map((result) => result.status === 'fulfilled' && result.value)).toEqual([
    'together 1',
    'together 2',
    'together 3',
  ])
})

it('what cannot be made with others is made by itself', async () => {
  const { gathered, single } = watched()
  await callAll(gathered, [1, -2, 3])
  expect(single).toEqual([-2])
})

it('one that fails keeps none of the others', async () => {
  const { gathered } = watched((item) => item === 3)
  const results = await callAll(gathered, [1, 2, 3, 4])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

it('no batch grows without end', async () => {
  const { gathered, batches } = watched()
  await callAll(
    gathered,
    Array.from({ length: 100 }, (_, item) => item),
  )
  expect(batches.map(({ length }) => length)).toEqual([1, 32, 32, 32, 3])
})

it('is made in larger batches where there is to be a pause between them', async () => {
  const { gathered, batches } = watched(undefined, () => 50)
  await gathered.call(1)
  await Promise.all([gathered.call(2), Promise.resolve().then(() => gathered.call(3))])
  expect(batches).toEqual([[1], [2, 3]])
})

it('gathers on for as long as that pause is found too short', async () => {
  const more = [20, 20, 0]
  const batches: (readonly number[])[] = []
  const gathered = new Gathered<number, number>({
    together: async (items) => {
      batches.push(items)
      return items
    },
    alone: async (item) => item,
    pause: ([first]) => (first === 1 ? 20 : 0),
    pauseOn: () => {
      void gathered.call(10 + more.length)
      return more.shift() ?? 0
    },
  })
  await gathered.call(1)
  await gathered.call(2)
  expect(more).toEqual([])
  expect(batches).toEqual([[1], [2, 13, 12, 11]])
})
