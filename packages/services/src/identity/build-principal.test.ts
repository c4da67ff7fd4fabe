import type { ApiKeyCaller, Caller } from '@groundwork/db'
import { describe, expect, it } from 'vitest'
import { principalOfApiKey, principalOfSession } from './build-principal.ts'

const everything = { resource: '*', action: '*' }
const ada: Caller = {
  userId: 'ada',
  username: 'ada',
  isSuperuser: false,
  memberships: [
    { organizations: ['company', 'department'], role: 'owner', attributes: {}, grants: [everything] },
    { organizations: ['club'], role: 'viewer', attributes: {}, grants: [{ resource: 'file', action: 'view' }] },
  ],
}
const keyOf = (caller: Caller, limits: Partial<ApiKeyCaller> = {}) =>
  principalOfApiKey({ ...caller, apiKeyId: 'key', organization: null, keyGrants: null, ...limits })
const organizationsIn = ({ memberships }: { memberships: readonly { organization: string }[] }) =>
  memberships.map(({ organization }) => organization)

describe('the principal of a session', () => {
  it('is a member of each organization that a membership reaches', () => {
    const principal = principalOfSession(ada, 'session')
    expect(organizationsIn(principal)).toEqual(['company', 'department', 'club'])
    expect(principal).toMatchObject({ kind: 'user', sessionId: 'session', isSuperuser: false })
  })
})

describe('the principal of an API key', () => {
  it('without limits is what its user is', () => {
    expect(keyOf(ada)).toMatchObject({ kind: 'apiKey', apiKeyId: 'key', userId: 'ada' })
    expect(organizationsIn(keyOf(ada))).toEqual(['company', 'department', 'club'])
    expect(keyOf({ ...ada, isSuperuser: true }).isSuperuser).toBe(true)
  })

  it('stays within its organization', () => {
    expect(organizationsIn(keyOf(ada, { organization: 'department' }))).toEqual(['department'])
    expect(organizationsIn(keyOf(ada, { organization: 'elsewhere' }))).toEqual([])
  })

  it('may do only what both its user and it may', () => {
    const { memberships } = keyOf(ada, { keyGrants: [{ resource: 'product', action: 'view' }] })
    expect(organizationsIn({ memberships })).toEqual(['company', 'department'])
    expect(memberships[0]?.grants).toEqual([{ resource: 'product', action: 'view' }])
  })

  it('of a superuser is no superuser when it has any limit', () => {
    const root: Caller = { ...ada, isSuperuser: true, memberships: [] }
    expect(keyOf(root, { keyGrants: [everything] })).toMatchObject({ isSuperuser: false, memberships: [] })
    expect(keyOf(root, { organization: 'company' })).toMatchObject({
      isSuperuser: false,
      memberships: [{ organization: 'company', grants: [everything] }],
    })
  })
})
