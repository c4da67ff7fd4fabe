import {
  asSystem,
  findSignInAccount,
  insertSession,
  noteSignIn,
  type RequestOrigin,
  type SignInAccount,
  strengthenPassword,
} from '@groundwork/db'
import { DomainError, type SignIn, type TokenPair } from '@groundwork/domain'
import { v7 } from 'uuid'
import { issueAccessToken } from './access-token.ts'
import { asUser } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'
import { networkOf } from './network-of.ts'
import { firstRefreshToken, hashOfToken } from './refresh-token.ts'
import { sessionEndsAt } from './session-lifetime.ts'

/**
 * Opens a session for whoever knows the password. An unknown name, a wrong password and a deactivated user get the same
 * answer after the same work.
 * @throws DomainError unauthenticated `invalid_credentials`, rate_limited `sign_in_throttled`
 */
export async function signIn(
  services: IdentityServices,
  input: SignIn,
  origin: RequestOrigin = {},
): Promise<TokenPair> {
  const login = 'username' in input ? input.username : input.email
  const account = await findAccount(services, login)
  const attempt = {
    account: account?.userId ?? login.toLowerCase(),
    network: origin.ip === undefined ? null : networkOf(origin.ip),
  }
  await services.throttle.admit(attempt)

  const isRight = await services.passwords.verify(account?.passwordHash ?? null, input.password)
  if (!account?.isActive || !isRight) {
    await recordFailure(services, account, origin)
    throw new DomainError('unauthenticated', 'Wrong user name or password', { reason: 'invalid_credentials' })
  }
  await services.throttle.forgive(attempt)
  return openSession(services, account, { origin, password: input.password })
}

const findAccount = ({ database }: IdentityServices, login: string) =>
  database.withUnitOfWork(asSystem('find the account that signs in'), (work) => findSignInAccount(work, login))

/** What was typed is not kept for unknown names: people type passwords into the wrong box. */
const recordFailure = ({ database }: IdentityServices, account: SignInAccount | null, origin: RequestOrigin) =>
  database.withUnitOfWork(asSystem('record a failed sign-in', origin), async (work) =>
    work.record({
      action: 'signInFailed',
      resource: 'session',
      organization: null,
      objectId: account?.userId ?? null,
      objectRepr: account?.username ?? 'unknown user',
    }),
  )

async function openSession(
  services: IdentityServices,
  account: SignInAccount,
  { origin, password }: { readonly origin: RequestOrigin; readonly password: string },
): Promise<TokenPair> {
  const { clock, keys, passwords, random } = services
  const { userId, username, passwordHash } = account
  const now = clock()
  const sessionId = v7()
  const refresh = firstRefreshToken(keys.refreshSecret, sessionId, random(32))
  const stronger = passwordHash && passwords.isOutdated(passwordHash) ? await passwords.hash(password) : null

  await services.database.withUnitOfWork(asUser(account, { origin, sessionId }), async (work) => {
    await insertSession(work, {
      id: sessionId,
      userId,
      refreshHash: hashOfToken(refresh),
      userAgent: origin.userAgent?.slice(0, 400) ?? null,
      ip: origin.ip ?? null,
      now,
      expiresAt: sessionEndsAt(now),
    })
    await noteSignIn(work, userId, now)
    if (stronger) await strengthenPassword(work, userId, stronger)
    work.record({
      action: 'signedIn',
      resource: 'session',
      organization: null,
      objectId: sessionId,
      objectRepr: username,
    })
  })
  return { access: await issueAccessToken(keys.signing, { userId, sessionId }, now), refresh }
}
