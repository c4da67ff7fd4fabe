import {
  type Action,
  mayWholly,
  type Principal,
  type Readable,
  type Resource,
  readableBy,
  scopeFor,
} from '@groundwork/domain'
import type { Me } from './me.ts'

/** As much of a definition as the rules look at. */
export type Governed = Pick<Resource, 'name' | 'scope' | 'key'>

/**
 * What the signed-in person may do where, by the very rules the server applies. It decides again; this only hides what is
 * vain. What may be done to one row, the row says itself: `canOn`.
 */
export interface Abilities {
  /** To any row at all; with an organization, to rows of that one. */
  can(action: Action, resource: Governed, organization?: string): boolean
  /** To all rows, by all fields: what lists ask for that know nothing of a grant's conditions. */
  canWholly(action: Action, resource: Governed, organization?: string): boolean
  /** Others can share files with this person: a member of something, who does not reach everything anyhow. */
  readonly isReceiver: boolean
  /** What lists may be filtered by. */
  readonly readable: Readable
}

export function abilitiesOf(me: Pick<Me, 'user' | 'isSuperuser' | 'memberships'>): Abilities {
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
    canWholly: (action, { name: resource }, organization) =>
      me.isSuperuser || mayWholly(me.memberships, { action, resource, organization }),
  }
}
