import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.resetModules()
  vi.unstubAllGlobals()
})

/** As in a process whose addresses are limited. Tells how often it was asked. */
function refusing() {
  const asked = vi.fn()
  class Memory {
    constructor() {
      asked()
      throw new RangeError('WebAssembly.Memory(): could not allocate memory')
    }
  }
  vi.stubGlobal('WebAssembly', { Memory })
  return asked
}

it('is of memory that begins on a page, as often as asked for', async () => {
  const { pageMemory } = await import('./page-memory.ts')
  const [one, other] = [pageMemory(100_000), pageMemory(100_000)]
  expect([one.length, one.byteOffset, other.length]).toEqual([100_000, 0, 100_000])
  expect(one.buffer).not.toBe(other.buffer)
})

it('is of any memory where a process is refused such, which asks only once', async () => {
  const asked = refusing()
  const { pageMemory } = await import('./page-memory.ts')
  const buffers = [1, 100_000, 70_000].map(pageMemory)
  expect(buffers.map(({ length }) => length)).toEqual([1, 100_000, 70_000])
  expect(buffers.map(({ buffer }) => buffer.byteLength)).toEqual([1, 100_000, 70_000])
  expect(asked).toHaveBeenCalledOnce()
})
