import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SeenKeys } from './seen-keys.ts'

it('knows what it has seen, as a set does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 })), (texts) => {
      const [keys, set] = [new SeenKeys(), new Set<string>()]
      for (const text of texts) {
        expect(keys.has(text)).toBe(set.has(text))
        expect(keys.add(text)).toBe(!set.has(text))
        set.add(text)
      }
    }),
  )
})

it('tells two hundred thousand keys that are nearly alike from each other', () => {
  const keys = new SeenKeys()
  const all = Array.from({ length: 200_000 }, (_, index) => `["SKU-${index}"]`)
  expect(all.filter((key) => !keys.add(key))).toEqual([])
  expect(all.filter((key) => keys.add(key))).toEqual([])
})
