import type { Filter } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import {
  addAt,
  changeAt,
  countOf,
  type DraftCondition,
  draftOf,
  emptyGroup,
  filterOf,
  removeAt,
  setJoin,
} from './filter-tree.ts'

const active: Filter = { field: 'status', op: 'eq', value: 'active' }
const lamp: Filter = { field: 'name', op: 'icontains', value: 'lamp' }
const bolt: Filter = { field: 'name', op: 'icontains', value: 'bolt' }
const always = () => true

describe('a filter as it is built', () => {
  it.each<[string, Filter]>([
    ['all of two', { and: [active, lamp] }],
    ['a group in a group', { and: [active, { or: [lamp, bolt] }] }],
    ['none of some', { not: { or: [lamp, bolt] } }],
    ['not all of some', { and: [{ not: { and: [lamp, active] } }] }],
  ])('goes into parts and back: %s', (_name, filter) => {
    expect(filterOf(draftOf(filter), always)).toEqual(filter)
  })

  it('wraps a lone condition, and a lone not, in a group that means the same', () => {
    expect(filterOf(draftOf(active), always)).toEqual({ and: [active] })
    expect(filterOf(draftOf({ not: active }), always)).toEqual({ not: { or: [active] } })
  })

  it('asks nothing by what is not ready, nor by a group that is left empty', () => {
    const isReady = ({ value }: DraftCondition) => value !== ''
    const unsaid: Filter = { field: 'sku', op: 'eq', value: '' }
    expect(filterOf(draftOf({ and: [active, { or: [unsaid] }] }), isReady)).toEqual({ and: [active] })
    expect(filterOf(draftOf({ or: [unsaid] }), isReady)).toBeUndefined()
    expect(filterOf(emptyGroup, always)).toBeUndefined()
  })

  it('grows, changes and shrinks at any depth, and leaves the rest the very same', () => {
    const draft = draftOf({ and: [active, { or: [lamp] }] })
    const grown = addAt(draft, [1], bolt)
    expect(filterOf(grown, always)).toEqual({ and: [active, { or: [lamp, bolt] }] })
    expect(grown.parts[0]).toBe(draft.parts[0])
    expect(filterOf(addAt(draft, [], bolt), always)).toEqual({ and: [active, { or: [lamp] }, bolt] })
    expect(filterOf(removeAt(grown, [1, 0]), always)).toEqual({ and: [active, { or: [bolt] }] })
    expect(
      filterOf(
        changeAt(grown, [1, 1], () => active),
        always,
      ),
    ).toEqual({ and: [active, { or: [lamp, active] }] })
    expect(countOf(grown)).toBe(3)
  })

  it('is joined another way, as a whole or in part', () => {
    const draft = draftOf({ and: [active, { or: [lamp, bolt] }] })
    expect(filterOf(setJoin(draft, [], 'any'), always)).toEqual({ or: [active, { or: [lamp, bolt] }] })
    expect(filterOf(setJoin(draft, [1], 'none'), always)).toEqual({ and: [active, { not: { or: [lamp, bolt] } }] })
  })
})
