import type { Database } from '@groundwork/db'
import { DomainError, type Principal, previewPrincipal, Role } from '@groundwork/domain'
import { mayIn } from './may-in.ts'

/**
 * What a preview's token opens now: whoever may no longer look as others, or a role that is gone, ends it.
 * @throws DomainError unauthenticated `preview_ended`
 */
export async function findPreview(
  { database }: { readonly database: Database },
  principal: Principal,
  { organization, role: id }: { readonly organization: string; readonly role: string },
): Promise<Principal> {
  const context = { actor: principal }
  const role = await database.reader(context).find(Role, id)
  const isOfHere = role !== null && (role.organization === null || role.organization === organization)
  if (!isOfHere || !mayIn(context, organization, 'viewAs', 'role')) {
    throw new DomainError('unauthenticated', 'This preview has ended', { reason: 'preview_ended' })
  }
  // Null where the caller may not read what a role grants: then it shows nothing.
  return previewPrincipal(principal, organization, { ...role, grants: role.grants ?? [] })
}
