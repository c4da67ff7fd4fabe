import type { ApiKeyCaller, Caller } from '@groundwork/db'
import { describe, expect, it } from 'vitest'
import { principalOfApiKey, principalOfSession } from './build-principal.ts'

const everything = { resource: '*', action: '*' }
const named = (role: string) => ({ role, roleId: `${role}-id`, roleName: role, attributes: {}, withheld: [] })
const ada: Caller = {
  userId: 'ada',
  username: 'ada',
  isSuperuser: false,
  memberships: [
    { ...named('owner'), organizations: ['company', 'department'], grants: [everything] },
    { ...named('viewer'), organizations: ['club'], grants: [{ resource: 'file', action: 'view' }] },
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

describe('what waits for a second factor', () => {
  const insisting: Caller = {
    ...ada,
    memberships: [
      ...ada.memberships,
      { ...named('manager'), organizations: ['lab'], withheld: ['vault', 'club'], grants: [everything] },
    ],
  }

  it('gives nothing and is named, unless another membership opens it', () => {
    const principal = principalOfSession(insisting, 'session')
    expect(organizationsIn(principal)).toEqual(['company', 'department', 'club', 'lab'])
    expect(principal.withheld).toEqual(['vault'])
  })

  it('is named to a key of that organization, and to none of another', () => {
    expect(keyOf(insisting, { organization: 'vault' })).toMatchObject({ memberships: [], withheld: ['vault'] })
    expect(keyOf(insisting, { organization: 'company' })).not.toHaveProperty('withheld')
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
