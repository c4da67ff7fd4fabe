import { type Grant, intersectGrants } from '@groundwork/domain'
import type { Me } from '../session/me.ts'

/** What a key is for, as most people put it. Finer ones are made over the API. */
export const keyLimits = ['read', 'upload', 'everything'] as const
export type KeyLimit = (typeof keyLimits)[number]

const meant: Record<Exclude<KeyLimit, 'everything'>, readonly Grant[]> = {
  read: [
    { resource: '*', action: 'view' },
    { resource: 'file', action: 'download' },
  ],
  upload: [
    { resource: 'organization', action: 'view' },
    { resource: 'file', action: 'view' },
    { resource: 'file', action: 'add' },
  ],
}

/** One's own grants as far as the limit reaches, since nobody gives a key more than they hold; undefined for all of them. */
export function grantsWithin(
  limit: KeyLimit,
  { memberships, isSuperuser }: Pick<Me, 'memberships' | 'isSuperuser'>,
  organization: string | null,
): Grant[] | undefined {
  if (limit === 'everything') return undefined
  if (isSuperuser) return [...meant[limit]]
  const own = memberships
    .filter((membership) => organization === null || membership.organization === organization)
    .flatMap(({ grants }) => intersectGrants(grants, meant[limit]))
  return [...new Map(own.map((grant) => [JSON.stringify(grant), grant])).values()]
}
