import { describe, expect, it } from 'vitest'
import type { Grant, Principal } from '../access/principal.ts'
import { scopeFor, scopeToFilter } from '../access/scope.ts'
import { filterMatcher } from '../filter/evaluate-filter.ts'
import { StoredFilter } from './stored-filter.ts'

const acme = '0193f1a0-0000-7000-8000-00000000000a'
const [ada, bob] = ['0193f1a0-0000-7000-8000-00000000ada0', '0193f1a0-0000-7000-8000-00000000b0b0']
const [clerk, chief] = ['0193f1a0-0000-7000-8000-0000000000c1', '0193f1a0-0000-7000-8000-0000000000c2']

const holder = (grants: readonly Grant[], roleId?: string): Principal => ({
  kind: 'user',
  userId: ada,
  username: 'ada',
  isSuperuser: false,
  memberships: [{ organization: acme, role: 'clerk', ...(roleId && { roleId }), attributes: {}, grants }],
})
const everything: Grant = { resource: '*', action: '*' }
const may = (principal: Principal, action: string, view: object) =>
  filterMatcher(
    scopeToFilter(scopeFor(principal, action, StoredFilter), StoredFilter),
    StoredFilter,
  )({
    organization: acme,
    createdBy: bob,
    visibility: 'private',
    role: null,
    ...view,
  })

describe.each(['view', 'change', 'delete', 'share', 'export'])('to %s somebody’s view', (action) => {
  it.each([
    ['one’s own', { createdBy: ada }, true],
    ['another’s private one', {}, false],
    ['one for the organization', { visibility: 'organization' }, true],
    ['one for one’s own role', { visibility: 'role', role: clerk }, true],
    ['one for another role', { visibility: 'role', role: chief }, false],
    ['a private one that was for one’s role', { visibility: 'private', role: clerk }, false],
  ])('%s', (_, view, isReached) => expect(may(holder([everything], clerk), action, view)).toBe(isReached))
})

describe('the bounds of views', () => {
  it('stand beside the rule of a grant, not in its place', () => {
    const own: Grant = {
      resource: 'storedFilter',
      action: 'change',
      where: { field: 'createdBy', op: 'eq', value: '$principal.userId' },
    }
    expect(may(holder([own]), 'change', { createdBy: ada })).toBe(true)
    expect(may(holder([own]), 'change', { visibility: 'organization' })).toBe(false)
  })

  it('give nothing to whom no grant gives anything', () => {
    expect(may(holder([]), 'view', { createdBy: ada })).toBe(false)
  })

  it('open no role’s views to a membership without a role of its own', () => {
    expect(may(holder([everything]), 'view', { visibility: 'role', role: null })).toBe(false)
  })
})
