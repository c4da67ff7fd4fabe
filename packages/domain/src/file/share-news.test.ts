import { describe, expect, it } from 'vitest'
import type { Principal } from '../access/principal.ts'
import { isShareFor } from './share-news.ts'

const roleless = { organization: 'home', role: 'viewer', attributes: {}, grants: [] }
const membership = { ...roleless, roleId: 'viewers' }
const ada: Principal = { kind: 'user', userId: 'ada', username: 'ada', isSuperuser: false, memberships: [membership] }
const news = (to: object, organization = 'home') => ({ organization, payload: { user: null, role: null, ...to } })

describe('the news of a share', () => {
  it('is for the one whom it names, and for those who hold the role, where they belong', () => {
    expect(isShareFor(ada, news({ user: 'ada' }))).toBe(true)
    expect(isShareFor(ada, news({ role: 'viewers' }))).toBe(true)
  })

  it.each([
    ['somebody else', ada, news({ user: 'grace' })],
    ['those who hold another role', ada, news({ role: 'owners' })],
    ['one who does not belong there', ada, news({ user: 'ada' }, 'away')],
    ['those who hold the role elsewhere', ada, news({ role: 'viewers' }, 'away')],
    ['one who has left', { ...ada, memberships: [] }, news({ user: 'ada' })],
    ['a superuser', { ...ada, isSuperuser: true, memberships: [] }, news({ user: 'grace' })],
    ['a limited key of theirs', { ...ada, kind: 'apiKey', isLimited: true } as const, news({ user: 'ada' })],
    ['a preview', { ...ada, preview: { organization: 'home', role: 'viewer' } }, news({ role: 'viewers' })],
    ['a member whose role is none of its own', { ...ada, memberships: [roleless] }, news({})],
  ])('is not for %s', (_, principal, event) => {
    expect(isShareFor(principal, event)).toBe(false)
  })
})
