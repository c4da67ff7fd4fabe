import { endSession, endSessionsOf, listLiveSessions, type WorkContext } from '@groundwork/db'
import { notFound, type Session } from '@groundwork/domain'
import { personOf } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'
import { tellSessionsEnded } from './session-ended.ts'

/** The caller's own live sessions, the one used last first. */
export async function listSessions({ database, clock }: IdentityServices, context: WorkContext): Promise<Session[]> {
  const { userId, sessionId } = personOf(context)
  const sessions = await database.withUnitOfWork(context, (work) => listLiveSessions(work, userId, clock()))
  return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }))
}

/** Ends one of the caller's own sessions; a superuser may end anybody's. */
export async function revokeSession(services: IdentityServices, context: WorkContext, id: string): Promise<void> {
  const { userId, isSuperuser } = personOf(context)
  const ended = await services.database.withUnitOfWork(context, async (work) => {
    const session = await endSession(work, { id, userId: isSuperuser ? undefined : userId, now: services.clock() })
    if (!session) throw notFound('session')
    const { username } = session
    work.record({
      action: 'SESSION_REVOKE',
      resource: 'session',
      organization: null,
      objectId: id,
      objectRepr: username,
    })
    tellSessionsEnded(work, session.userId)
    return session
  })
  services.principals.forgetUser(ended.userId)
}

/** Ends all of the caller's sessions, this one included. */
export async function signOutEverywhere(services: IdentityServices, context: WorkContext): Promise<void> {
  const { userId, username } = personOf(context)
  await services.database.withUnitOfWork(context, async (work) => {
    const ended = await endSessionsOf(work, { userId, now: services.clock() })
    work.record({
      action: 'LOGOUT',
      resource: 'session',
      organization: null,
      objectId: userId,
      objectRepr: username,
      details: { everywhere: true, sessions: ended.length },
    })
    tellSessionsEnded(work, userId)
  })
  services.principals.forgetUser(userId)
}
