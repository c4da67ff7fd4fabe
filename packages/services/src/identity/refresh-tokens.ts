import {
  asSystem,
  endSession,
  lockLiveSession,
  type RequestOrigin,
  type RotatingSession,
  rotateSession,
  type UnitOfWork,
} from '@groundwork/db'
import type { Refresh, TokenPair } from '@groundwork/domain'
import { invalidToken, issueAccessToken } from './access-token.ts'
import { sessionEnded } from './authenticate.ts'
import type { IdentityServices } from './identity-services.ts'
import { hashOfToken, type PresentedRefreshToken, readRefreshToken, successorOf } from './refresh-token.ts'
import { tellSessionsEnded } from './session-ended.ts'
import { refreshGraceMs, sessionEndsAt } from './session-lifetime.ts'

/**
 * Exchanges a refresh token for the next pair. Each works once; the one just replaced answers for ten seconds more, with the
 * same successor, so that parallel tabs stay signed in. Any older one means that it was copied: the session ends for
 * both holders.
 * @throws DomainError unauthenticated `token_invalid` or `session_ended`
 */
export async function refreshTokens(
  services: IdentityServices,
  { refresh }: Refresh,
  origin: RequestOrigin = {},
): Promise<TokenPair> {
  const { database, keys, clock } = services
  const presented = readRefreshToken(keys.refreshSecret, refresh)
  if (!presented) throw invalidToken()

  const now = clock()
  const successor = successorOf(keys.refreshSecret, refresh)
  const userId = await database.withUnitOfWork(asSystem('exchange a refresh token', origin), async (work) => {
    const session = await lockLiveSession(work, presented.sessionId, now)
    if (!session) return null
    if (presented.hash === session.refreshHash) {
      const next = { refreshHash: hashOfToken(successor), now, expiresAt: sessionEndsAt(now) }
      await rotateSession(work, presented.sessionId, next)
      return session.userId
    }
    if (isJustReplaced(session, presented, now)) return session.userId
    await endForReuse(work, session, { sessionId: presented.sessionId, now })
    services.principals.forgetUser(session.userId)
    return null
  })
  // Thrown out here: inside, it would undo the end of a stolen session.
  if (userId === null) throw sessionEnded()
  return {
    access: await issueAccessToken(keys.signing, { userId, sessionId: presented.sessionId }, now),
    refresh: successor,
  }
}

function isJustReplaced(session: RotatingSession, { hash }: PresentedRefreshToken, now: Date): boolean {
  const { previousHash, previousRotatedAt } = session
  if (hash !== previousHash || previousRotatedAt === null) return false
  return now.getTime() - Date.parse(previousRotatedAt) <= refreshGraceMs
}

async function endForReuse(
  work: UnitOfWork,
  { userId, username }: RotatingSession,
  { sessionId, now }: { readonly sessionId: string; readonly now: Date },
): Promise<void> {
  await endSession(work, { id: sessionId, now })
  work.record({
    action: 'TOKEN_REUSE',
    resource: 'session',
    organization: null,
    objectId: sessionId,
    objectRepr: username,
  })
  tellSessionsEnded(work, userId)
}
