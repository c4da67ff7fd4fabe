import { type Action, Document, Product, type Resource, resources, scopeFor, seededRoles } from '@groundwork/domain'
import { expect, it } from 'vitest'
import type { Governed } from '../session/abilities.ts'
import { mayAskAbout } from './may-ask-about.ts'

/** What somebody may do who has one of the roles that every organization starts with. */
function withRole(slug: string) {
  const { grants = [] } = seededRoles.find((role) => role.slug === slug) ?? {}
  const memberships = [{ organization: 'ours', role: slug, attributes: {}, grants }]
  const principal = { kind: 'user', userId: 'me', username: 'me', isSuperuser: false, memberships } as const
  return {
    can: (action: Action, { name }: Governed) =>
      scopeFor(principal, action, Object.values<Resource>(resources).find((one) => one.name === name) ?? Product)
        .kind !== 'none',
  }
}

it('a member may change many rows of their own, where a job does that', () => {
  expect(mayAskAbout(withRole('member'), Product)).toBe(true)
  expect(mayAskAbout(withRole('member'), Document)).toBe(false)
})

it('whoever only reads has no use for jobs, though views of their own may be changed', () => {
  const { can } = withRole('viewer')
  expect(can('change', resources.storedFilter)).toBe(true)
  expect(Object.values<Resource>(resources).filter((resource) => mayAskAbout({ can }, resource))).toEqual([])
})

it('a file of rows, in or out, is a job as well', () => {
  expect(mayAskAbout({ can: (action) => action === 'export' }, Document)).toBe(true)
  expect(mayAskAbout({ can: (action) => action === 'import' }, Document)).toBe(true)
})
