import { describe, expect, it } from 'vitest'
import { chosenOnly, extendTo, nothingSelected, only, selectAll, toggle, withoutMissing } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const keysOf = ({ keys }: { keys: ReadonlySet<string> }) => [...keys].join('')

describe('selection', () => {
  it('extends from where the range began, in both directions, replacing the range before', () => {
    const down = extendTo(only('c'), 'e', order)
    expect(keysOf(down)).toBe('cde')
    expect(keysOf(extendTo(down, 'a', order))).toBe('abc')
  })

  it('starts a range at the row itself when nothing was chosen', () => {
    expect(keysOf(extendTo(nothingSelected, 'b', order))).toBe('b')
  })

  it('toggles one row and leaves the others', () => {
    const two = toggle(only('a'), 'c')
    expect(keysOf(two)).toBe('ac')
    expect(keysOf(toggle(two, 'a'))).toBe('c')
  })

  it('a range after a toggle begins at the toggled row', () => {
    expect(keysOf(extendTo(toggle(only('a'), 'c'), 'd', order))).toBe('cd')
  })

  it('chooses all and keeps the focus', () => {
    const all = selectAll(only('d'), order)
    expect(keysOf(all)).toBe('abcde')
    expect(all.active).toBe('d')
  })

  it('chooses what a frame is drawn around and leaves the focus, which it gives only where there is none', () => {
    const some = new Set(['b', 'c'])
    expect(keysOf(chosenOnly(only('a'), some))).toBe('bc')
    expect(chosenOnly(only('a'), some).active).toBe('a')
    expect(chosenOnly(nothingSelected, some).active).toBe('c')
  })

  it('forgets rows that are gone and moves the focus to what took their place', () => {
    const pruned = withoutMissing(toggle(only('b'), 'c'), order, ['a', 'b', 'd', 'e'])
    expect(keysOf(pruned)).toBe('b')
    expect(pruned.active).toBe('d')
  })

  it('stays the very same object when nothing is gone', () => {
    const chosen = only('b')
    expect(withoutMissing(chosen, order, order)).toBe(chosen)
  })

  it('focuses the new last row when the last one is gone, and nothing in an empty list', () => {
    expect(withoutMissing(only('e'), order, ['a', 'b']).active).toBe('b')
    expect(withoutMissing(only('e'), order, []).active).toBeNull()
  })
})
