import { type Action, type Principal, type Readable, type Resource, readableBy, scopeFor } from '@groundwork/domain'
import { useMemo } from 'react'
import { type Me, useMe } from './me.ts'

/** As much of a definition as the rules look at. */
export type Governed = Pick<Resource, 'name' | 'scope' | 'key'>

/**
 * What the signed-in person may do where, by the very rules the server applies. It decides again; this only hides what is
 * vain. What may be done to one row, the row says itself: `canOn`.
 */
export interface Abilities {
  /** To any row at all; with an organization, to rows of that one. */
  can(action: Action, resource: Governed, organization?: string): boolean
  /** Others can share files with this person: a member of something, who does not reach everything anyhow. */
  readonly isReceiver: boolean
  /** What lists may be filtered by. */
  readonly readable: Readable
}

function abilitiesOf(me: Me): Abilities {
  const principal: Principal = {
    kind: 'user',
    userId: me.user.id,
    username: me.user.username,
    isSuperuser: me.isSuperuser,
    memberships: me.memberships,
  }
  const scope = (action: Action, resource: Governed) => scopeFor(principal, action, resource as Resource)

  return {
    isReceiver: !me.isSuperuser && me.memberships.length > 0,
    readable: readableBy(principal),
    can(action, resource, organization) {
      const reach = scope(action, resource)
      if (reach.kind !== 'within') return reach.kind !== 'none'
      return !organization || reach.parts.some(({ organizations }) => organizations.includes(organization))
    },
  }
}

/** Whether this may be done to a row: the server says so with each. */
export const canOn = (action: Action, row: object): boolean =>
  'abilities' in row && Array.isArray(row.abilities) && row.abilities.includes(action)

export function useAbilities(): Abilities {
  const me = useMe()
  return useMemo(() => abilitiesOf(me), [me])
}

/** The resources the frame must judge before their definitions are loaded with their screens. */
export const governed = {
  file: { name: 'file', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  folder: { name: 'folder', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  product: { name: 'product', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  membership: { name: 'membership', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  organization: { name: 'organization', key: 'id', scope: { kind: 'organization', field: 'id' } },
  role: { name: 'role', key: 'id', scope: { kind: 'organization', field: 'organization', unowned: 'shared' } },
  auditEntry: { name: 'auditEntry', key: 'id', scope: { kind: 'organization', field: 'organization' } },
} as const satisfies Record<string, Governed>
