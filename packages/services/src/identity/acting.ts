import type { WorkContext } from '@groundwork/db'
import { covers, DomainError, type Principal, refusePreview } from '@groundwork/domain'

/** The system itself, or a superuser: no rule about grants applies. */
export const isUnlimited = ({ actor }: WorkContext): boolean => actor.kind === 'system' || actor.isSuperuser

/** The person or key that acts, for what the system does not do. */
export function principalOf({ actor }: WorkContext): Principal {
  if (actor.kind === 'system') throw new Error('This belongs to a user: the system has no profile, session or key')
  return actor
}

/** Who acts by now, for what comes after something that may have taken long. Asks nobody where that is known. @throws DomainError */
export const renewed = async (context: WorkContext): Promise<WorkContext> => (context.renew ? context.renew() : context)

/** A signed-in person, for what a key may not do: a key that could make keys would outlive its own limits. */
export function personOf(context: WorkContext): Principal {
  const principal = principalOf(context)
  refusePreview(principal)
  if (principal.kind === 'user') return principal
  throw new DomainError('forbidden', 'This needs somebody who is signed in, not an API key', {
    reason: 'person_required',
  })
}

/** Whether the actor may do this in at least one organization. */
export const mayAnywhere = (context: WorkContext, action: string, resource: string): boolean =>
  isUnlimited(context) ||
  principalOf(context).memberships.some(({ grants }) => grants.some((grant) => covers(grant, action, resource)))

/**
 * The system, at the actor's wish, for one unit of work that a rule of ours has just allowed: rows that come into being are
 * in nobody's scope yet. The audit trail names the actor.
 */
export function elevated(context: WorkContext, reason: string): WorkContext {
  const { actor, origin } = context
  return actor.kind === 'system'
    ? context
    : { actor: { kind: 'system', reason, onBehalfOf: actor }, ...(origin && { origin }) }
}

/** A user at work on their own account, before or without any membership. */
export const asUser = (
  { userId, username }: { readonly userId: string; readonly username: string },
  context: Omit<WorkContext, 'actor'> & { readonly sessionId: string },
): WorkContext => {
  const { sessionId, ...rest } = context
  return { ...rest, actor: { kind: 'user', userId, username, isSuperuser: false, sessionId, memberships: [] } }
}
