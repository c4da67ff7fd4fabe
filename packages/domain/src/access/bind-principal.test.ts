import { expect, it } from 'vitest'
import { type Filter, type FilterValue, matchesNone } from '../filter/filter.ts'
import { bindPrincipal } from './bind-principal.ts'
import type { MembershipGrants, Principal } from './principal.ts'

const membership: MembershipGrants = {
  organization: 'acme',
  role: 'member',
  attributes: {
    country: 'CH',
    level: 3,
    isTrainee: false,
    nothing: null,
    regions: ['EU'],
    literal: '$principal.userId',
  },
  grants: [],
}
const principal: Principal = {
  kind: 'user',
  userId: 'u1',
  username: 'ada',
  isSuperuser: false,
  memberships: [membership],
}

const bound = (value: FilterValue) => bindPrincipal({ field: 'name', op: 'eq', value }, principal, membership)

it.each<[FilterValue, FilterValue]>([
  ['$principal.userId', 'u1'],
  ['$principal.username', 'ada'],
  ['$membership.country', 'CH'],
  ['$membership.level', 3],
  ['$membership.isTrainee', false],
  [
    ['CH', '$membership.country'],
    ['CH', 'CH'],
  ],
  ['5 $', '5 $'],
  [7, 7],
])('%j becomes %j', (value, expected) => {
  expect(bound(value)).toEqual({ field: 'name', op: 'eq', value: expected })
})

it('binds once: an attribute cannot name another value', () => {
  expect(bound('$membership.literal')).toEqual({ field: 'name', op: 'eq', value: '$principal.userId' })
})

it.each([
  '$membership.missing',
  '$membership.nothing',
  '$membership.regions',
  '$membership.',
  '$principal.password',
  '$',
  '$user',
])('%s, which the caller does not have, reaches nothing', (value) => {
  expect(bound(value)).toEqual(matchesNone)
})

it.each<[string, (missing: Filter) => Filter]>([
  ['not', (missing) => ({ not: missing })],
  ['or', (missing) => ({ or: [{ and: [] }, missing] })],
  ['and not', (missing) => ({ and: [{ not: { or: [missing] } }] })],
])('a missing value reaches nothing also under %s', (_, around) => {
  const missing: Filter = { field: 'name', op: 'in', value: ['a', '$membership.missing'] }
  expect(bindPrincipal(around(missing), principal, membership)).toEqual(matchesNone)
})
