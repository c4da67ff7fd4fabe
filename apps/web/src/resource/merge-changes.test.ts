import { describe, expect, it } from 'vitest'
import { isSame, mergeOf, resolved } from './merge-changes.ts'

const base = { name: 'Lamp', sku: 'L-1', status: 'draft', tags: ['light'], version: 1 }
const names = ['name', 'sku', 'status', 'tags']

describe('two people at one record', () => {
  it('only has to decide what both changed, each to something else', () => {
    const theirs = { ...base, name: 'Lantern', status: 'active', version: 2 }
    const merge = mergeOf(base, { name: 'Quay lamp', sku: 'L-2' }, theirs, names)
    expect(merge.conflicts).toEqual([{ name: 'name', mine: 'Quay lamp', theirs: 'Lantern' }])
    expect(merge.onlyTheirs).toEqual([{ name: 'status', mine: 'draft', theirs: 'active' }])
  })

  it('agrees when both came to the same', () => {
    const theirs = { ...base, name: 'Lantern', version: 2 }
    expect(mergeOf(base, { name: 'Lantern' }, theirs, names)).toEqual({ conflicts: [], onlyTheirs: [] })
  })

  it('saves mine but for what was given up, and never touches what only they changed', () => {
    const theirs = { ...base, name: 'Lantern', tags: [], version: 2 }
    const changes = { name: 'Quay lamp', sku: 'L-2', tags: ['light', 'quay'] }
    const merge = mergeOf(base, changes, theirs, names)
    expect(resolved(changes, merge, { name: 'theirs', tags: 'mine' })).toEqual({ sku: 'L-2', tags: ['light', 'quay'] })
    expect(resolved(changes, merge, {})).toEqual(changes)
  })
})

describe('sameness', () => {
  it('does not mind the order of names, but that of items', () => {
    expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true)
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(false)
    expect(isSame(null, undefined)).toBe(true)
    expect(isSame('', null)).toBe(false)
  })
})
