import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GatheredWrites } from './gathered-writes.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Writes each batch once it is let. */
function watched() {
  const batches: string[][] = []
  let letWrite: () => void = () => undefined
  let gate: Promise<void> = Promise.resolve()
  const writes = new GatheredWrites<string>(async (names) => {
    batches.push([...names])
    await gate
    if (names.includes('bad')) throw new Error('refused')
  })
  const hold = () => {
    gate = new Promise((resolve) => {
      letWrite = resolve
    })
  }
  return { writes, batches, hold, goOn: () => letWrite() }
}

const soon = () => vi.advanceTimersByTimeAsync(0)

it('who is alone waits for nobody', async () => {
  const { writes, batches } = watched()
  const one = writes.intend('a', 'first')
  await soon()
  expect(batches).toEqual([['first']])
  await one.written()
  expect(batches).toEqual([['first']])
})

it('others wait until the first of them is needed, and are one commit', async () => {
  const { writes, batches } = watched()
  const first = writes.intend('a', 'first')
  const others = ['b', 'c', 'd'].map((name) => writes.intend('a', name))
  await first.written()
  expect(batches).toEqual([['first']])
  await others[1]?.written()
  expect(batches).toEqual([['first'], ['b', 'c', 'd']])
  await Promise.all(others.map((other) => other.written()))
  expect(batches).toHaveLength(2)
})

it('nobody waits for those of another', async () => {
  const { writes, batches } = watched()
  for (const owner of ['a', 'b']) writes.intend(owner, `of ${owner}`)
  await soon()
  expect(batches).toEqual([['of a'], ['of b']])
})

it('is written after a moment though nobody asks for it', async () => {
  const { writes, batches } = watched()
  for (const name of ['a', 'b', 'c']) writes.intend('a', name)
  await vi.advanceTimersByTimeAsync(99)
  expect(batches).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(1)
  expect(batches).toEqual([['a'], ['b', 'c']])
})

it('what is withdrawn before is never written, and what is being written is waited for', async () => {
  const { writes, batches, hold, goOn } = watched()
  const first = writes.intend('a', 'first')
  await first.written()
  hold()
  const [begun, idle, kept] = ['begun', 'idle', 'kept'].map((name) => writes.intend('a', name))
  await soon()
  let isOver = false
  const withdrawn = begun?.withdraw().then(() => {
    isOver = true
  })
  await idle?.withdraw()
  const written = kept?.written()
  await soon()
  expect(isOver).toBe(false)
  goOn()
  await Promise.all([withdrawn, written])
  expect(batches).toEqual([['first'], ['begun'], ['kept']])
})

it('what cannot be written keeps none of the others from it, and its maker hears why', async () => {
  const { writes, batches } = watched()
  await writes.intend('a', 'first').written()
  const alone = writes.intend('a', 'alone')
  await soon()
  const [bad, good] = ['bad', 'good'].map((name) => writes.intend('a', name))
  await expect(bad?.written()).rejects.toThrow('refused')
  await bad?.withdraw()
  await Promise.all([good?.written(), alone.written()])
  expect(batches).toEqual([['first'], ['alone'], ['bad', 'good'], ['bad'], ['good']])
})

it('keeps nothing of who needs nothing any more', async () => {
  const { writes } = watched()
  const intents = ['a', 'b'].map((name) => writes.intend('a', name))
  expect(writes.size).toBe(1)
  await intents[0]?.written()
  await intents[1]?.withdraw()
  expect(writes.size).toBe(0)
  const next = writes.intend('a', 'next')
  await intents[0]?.withdraw()
  expect(writes.size, 'who withdraws once more ends nothing of others').toBe(1)
  await next.written()
  expect(vi.getTimerCount()).toBe(0)
})

it('who takes long over it keeps none of the others waiting', async () => {
  const { writes, batches } = watched()
  writes.intend('a', 'slow')
  await vi.advanceTimersByTimeAsync(100)
  const one = writes.intend('a', 'one')
  await soon()
  expect(batches).toEqual([['slow'], ['one']])
  await one.written()
  const next = writes.intend('a', 'next')
  await soon()
  expect(batches).toEqual([['slow'], ['one'], ['next']])
  await next.written()
})
