import { holdsRole, type Reader, type UnitOfWork } from '@groundwork/db'
import { DomainError, User } from '@groundwork/domain'
import { principalOf } from '../identity/acting.ts'

/**
 * Whoever asks for a second factor shows their own first: without one they would be out with everybody else, and could not
 * take it back.
 */
export async function refuseLockingOneselfOut(
  work: UnitOfWork,
  where: { readonly role: string } | { readonly organization: string },
): Promise<void> {
  if (work.context.actor.kind === 'system') return
  const { userId, memberships } = principalOf(work.context)
  const isConcerned =
    'role' in where
      ? await holdsRole(work, { user: userId, role: where.role })
      : memberships.some(({ organization }) => organization === where.organization)
  if (isConcerned) await requireOwnSecondFactor(work, userId)
}

/** @throws DomainError conflict `set_up_first` */
export async function requireOwnSecondFactor(reader: Reader, userId: string): Promise<void> {
  const { hasSecondFactor } = await reader.get(User, userId)
  if (hasSecondFactor) return
  throw new DomainError('conflict', 'Set up a second factor of your own first: this would lock you out', {
    reason: 'set_up_first',
  })
}
