import type { WorkContext } from '@groundwork/db'
import { DomainError, Organization, Role } from '@groundwork/domain'
import { accessSeconds, issueAccessToken } from '../identity/access-token.ts'
import { personOf } from '../identity/acting.ts'
import type { IdentityServices } from '../identity/identity-services.ts'
import { findRole } from '../organization/find-role.ts'
import { mayIn } from './may-in.ts'

export interface ViewAs {
  readonly organization: string
  /** By its id or slug. */
  readonly role: string
}

/**
 * A token to look at an organization as somebody with one of its roles would. It shows no more than the caller sees anyway,
 * changes nothing, and ends with the session that it came from.
 */
export async function viewAs(
  { database, keys, clock }: IdentityServices,
  context: WorkContext,
  { organization, role: idOrSlug }: ViewAs,
): Promise<{ readonly access: string; readonly expiresIn: number }> {
  const { userId, sessionId } = personOf(context)
  if (sessionId === undefined) throw new Error('A person who asks has a session')
  const role = await database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    if (!mayIn(context, organization, 'viewAs', 'role')) throw notYours()
    const found = await findRole(work, organization, idOrSlug)
    work.record({ action: 'VIEW_AS', resource: Role, organization, objectId: found.id, objectRepr: found.name })
    return found
  })
  const access = await issueAccessToken(
    keys.signing,
    { userId, sessionId, preview: { organization, role: role.id } },
    clock(),
  )
  return { access, expiresIn: accessSeconds }
}

const notYours = () =>
  new DomainError('forbidden', 'Only those who may preview roles see an organization as others do', {
    reason: 'roles_not_yours',
  })
