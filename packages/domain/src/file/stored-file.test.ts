import { describe, expect, it } from 'vitest'
import type { Grant, Principal } from '../access/principal.ts'
import { scopeFor, scopeToFilter } from '../access/scope.ts'
import { filterMatcher } from '../filter/evaluate-filter.ts'
import { StoredFile } from './stored-file.ts'

const acme = '0193f1a0-0000-7000-8000-00000000000a'
const [ada, bob] = ['0193f1a0-0000-7000-8000-00000000ada0', '0193f1a0-0000-7000-8000-00000000b0b0']

const holder = (grants: readonly Grant[], isSuperuser = false): Principal => ({
  kind: 'user',
  userId: ada,
  username: 'ada',
  isSuperuser,
  memberships: [{ organization: acme, role: 'clerk', attributes: {}, grants }],
})
const everything: Grant = { resource: '*', action: '*' }
const may = (principal: Principal, action: string, file: object) =>
  filterMatcher(
    scopeToFilter(scopeFor(principal, action, StoredFile), StoredFile),
    StoredFile,
  )({ organization: acme, entityType: 'dataJob', createdBy: bob, kind: 'document', ...file })

const actions = ['view', 'download', 'change', 'delete', 'share', 'export', 'purge', 'quarantine', 'hold', 'restore']

describe.each(actions)('to %s', (action) => {
  it.each([
    ['what a data job has written for oneself', { createdBy: ada }, true],
    ['what one has written for somebody else', {}, false],
    ['what one has written for nobody who is known', { createdBy: null }, false],
    ['a file that is attached to nothing', { entityType: null }, true],
    ['a file that is attached to something', { entityType: 'product' }, true],
  ])('%s', (_, file, isReached) => expect(may(holder([everything]), action, file)).toBe(isReached))
})

describe('the bounds of files', () => {
  it('stand beside the rule of a grant, not in its place', () => {
    const images: Grant = { resource: 'file', action: 'view', where: { field: 'kind', op: 'eq', value: 'image' } }
    expect(may(holder([images]), 'view', { createdBy: ada, kind: 'image' })).toBe(true)
    expect(may(holder([images]), 'view', { createdBy: ada })).toBe(false)
    expect(may(holder([images]), 'view', { kind: 'image' })).toBe(false)
  })

  it('open nothing without a grant, and hold no superuser', () => {
    expect(may(holder([]), 'view', { createdBy: ada })).toBe(false)
    expect(may(holder([], true), 'view', {})).toBe(true)
  })
})
