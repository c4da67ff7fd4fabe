import { asSystem, endSession, lockLiveSession, type RequestOrigin } from '@groundwork/db'
import type { Refresh } from '@groundwork/domain'
import { invalidToken } from './access-token.ts'
import { asUser } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'
import { readRefreshToken } from './refresh-token.ts'
import { tellSessionsEnded } from './session-ended.ts'

/**
 * Ends the session of a refresh token, of whichever generation. One that is over already stays over, without complaint.
 * @throws DomainError unauthenticated `token_invalid` for what we never made
 */
export async function signOut(
  services: IdentityServices,
  { refresh }: Refresh,
  origin: RequestOrigin = {},
): Promise<void> {
  const { database, keys, clock, principals } = services
  const presented = readRefreshToken(keys.refreshSecret, refresh)
  if (!presented) throw invalidToken()

  const { sessionId } = presented
  const session = await database.withUnitOfWork(asSystem('find the session that signs out'), (work) =>
    lockLiveSession(work, sessionId, clock()),
  )
  if (!session) return
  await database.withUnitOfWork(asUser(session, { origin, sessionId }), async (work) => {
    const ended = await endSession(work, { id: sessionId, now: clock() })
    if (!ended) return
    const objectRepr = session.username
    work.record({ action: 'LOGOUT', resource: 'session', organization: null, objectId: sessionId, objectRepr })
    tellSessionsEnded(work, ended.userId)
  })
  principals.forgetUser(session.userId)
}
