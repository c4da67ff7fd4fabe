import { type Action, evaluateFilter, type Principal, type Resource, scopeFor } from '@groundwork/domain'
import { useMemo } from 'react'
import { type Me, useMe } from './me.ts'

/** As much of a definition as the rules look at. */
export type Governed = Pick<Resource, 'name' | 'scope' | 'key'>

type Row = Readonly<Record<string, unknown>>

/** What the signed-in person may do, by the very rules the server applies. It decides again; this only hides what is vain. */
export interface Abilities {
  /** To any row at all; with an organization, to rows of that one. */
  can(action: Action, resource: Governed, organization?: string): boolean
  canOn(action: Action, resource: Governed, row: Row): boolean
}

function abilitiesOf(me: Me): Abilities {
  const principal: Principal = {
    kind: 'user',
    userId: me.user.id,
    username: me.user.username,
    isSuperuser: me.isSuperuser,
    memberships: me.memberships.map(({ organization, role, grants }) => ({
      organization,
      role,
      grants,
      attributes: {},
    })),
  }
  const scope = (action: Action, resource: Governed) => scopeFor(principal, action, resource as Resource)

  return {
    can(action, resource, organization) {
      const reach = scope(action, resource)
      if (reach.kind !== 'within') return reach.kind !== 'none'
      return !organization || reach.parts.some(({ organizations }) => organizations.includes(organization))
    },
    canOn(action, resource, row) {
      const reach = scope(action, resource)
      if (reach.kind === 'self') return row[reach.field] === reach.userId
      if (reach.kind !== 'within') return reach.kind === 'all'
      const owner = resource.scope.kind === 'organization' ? row[resource.scope.field] : undefined
      return reach.parts.some(
        ({ organizations, where }) => organizations.includes(String(owner)) && (!where || evaluateFilter(where, row)),
      )
    },
  }
}

export function useAbilities(): Abilities {
  const me = useMe()
  return useMemo(() => abilitiesOf(me), [me])
}

/** The resources the frame must judge before their definitions are loaded with their screens. */
export const governed = {
  file: { name: 'file', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  product: { name: 'product', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  membership: { name: 'membership', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  organization: { name: 'organization', key: 'id', scope: { kind: 'organization', field: 'id' } },
} as const satisfies Record<string, Governed>
