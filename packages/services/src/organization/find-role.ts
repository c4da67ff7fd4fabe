import type { Reader } from '@groundwork/db'
import { type Filter, invalidField, Role, type RowOf } from '@groundwork/domain'
import { z } from 'zod'

/**
 * A role that may be given in an organization: a shared one or one of its own. By id or by slug: seeded roles have the same
 * slug everywhere and another id in each database. Of two with the same slug the organization's own is meant.
 *
 * @throws DomainError invalid (`no_such_reference`), alike for an unknown role and for one of another organization
 */
export async function findRole(reader: Reader, organization: string, idOrSlug: string): Promise<RowOf<typeof Role>> {
  const named = z.uuid().safeParse(idOrSlug).success ? 'id' : 'slug'
  const isOwn: Filter = { field: 'organization', op: 'eq', value: organization }
  const isShared: Filter = { field: 'organization', op: 'isnull', value: true }
  const filter: Filter = { and: [{ field: named, op: 'eq', value: idOrSlug }, { or: [isOwn, isShared] }] }
  const { rows } = await reader.list(Role, { filter, limit: 2 })
  const role = rows.find((found) => found.organization === organization) ?? rows[0]
  if (!role) throw invalidField('role', 'No such role', 'no_such_reference')
  return role
}

/** The seeded role that every organization keeps somebody in. An organization's own role of that slug is another one. */
export const isOwnerRole = ({ slug, organization }: Pick<RowOf<typeof Role>, 'slug' | 'organization'>): boolean =>
  slug === 'owner' && organization === null
