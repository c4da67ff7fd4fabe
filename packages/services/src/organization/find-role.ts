import type { Reader } from '@groundwork/db'
import { invalidField, Role, type RowOf } from '@groundwork/domain'
import { z } from 'zod'

/** By id or by slug: seeded roles have the same slug everywhere, and another id in each database. */
export async function findRole(reader: Reader, idOrSlug: string): Promise<RowOf<typeof Role>> {
  const field = z.uuid().safeParse(idOrSlug).success ? 'id' : 'slug'
  const { rows } = await reader.list(Role, { filter: { field, op: 'eq', value: idOrSlug }, limit: 1 })
  const [role] = rows
  if (!role) throw invalidField('role', 'No such role', 'no_such_reference')
  return role
}
