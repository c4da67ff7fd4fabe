import {
  asSystem,
  findSignInAccount,
  holdSignInAccount,
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
import { checkSecondFactor } from './check-second-factor.ts'
import type { IdentityServices } from './identity-services.ts'
import { networkOf } from './network-of.ts'
import { firstRefreshToken, hashOfToken } from './refresh-token.ts'
import { sessionEndsAt } from './session-lifetime.ts'

/**
 * Opens a session for whoever knows the password and, where the user has one, holds the second factor. An unknown name, a
 * wrong password and a deactivated user get the same answer after the same work. Until both are shown there is no session.
 * @throws DomainError unauthenticated `invalid_credentials` or `otp_invalid`, otp_required, rate_limited `too_many_attempts`
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
    await recordFailure(services, account, { origin, reason: 'invalid_credentials' })
    throw wrongCredentials()
  }
  await services.throttle.forgive(attempt)
  const signingIn = { origin, sessionId: v7() }
  if (account.hasSecondFactor) await requireSecondFactor(services, account, { ...signingIn, otp: input.otp })
  return openSession(services, account, { ...signingIn, password: input.password })
}

async function requireSecondFactor(
  services: IdentityServices,
  account: SignInAccount,
  { origin, sessionId, otp }: SigningIn & { readonly otp: string | undefined },
): Promise<void> {
  if (otp === undefined) throw new DomainError('otp_required', 'A code of your authenticator app is needed as well')
  const isRight = await checkSecondFactor(services, asUser(account, { origin, sessionId }), { account, otp })
  if (isRight) return
  await recordFailure(services, account, { origin, reason: 'otp_invalid' })
  throw new DomainError('unauthenticated', 'This code is not right, or was used before', { reason: 'otp_invalid' })
}

/** A sign-in under way: the session's id is chosen before there is a session, so that the trail names it throughout. */
interface SigningIn {
  readonly origin: RequestOrigin
  readonly sessionId: string
}

const findAccount = ({ database }: IdentityServices, login: string) =>
  database.look(asSystem('find the account that signs in'), (work) => findSignInAccount(work, login))

/** What was typed is not kept for unknown names: people type passwords into the wrong box. */
const recordFailure = (
  { database }: IdentityServices,
  account: SignInAccount | null,
  { origin, reason }: { readonly origin: RequestOrigin; readonly reason: string },
) =>
  database.withUnitOfWork(asSystem('record a failed sign-in', origin), async (work) =>
    work.record({
      action: 'LOGIN_FAILED',
      resource: 'session',
      organization: null,
      objectId: account?.userId ?? null,
      objectRepr: account?.username ?? 'unknown user',
      details: { reason },
    }),
  )

async function openSession(
  services: IdentityServices,
  account: SignInAccount,
  { origin, sessionId, password }: SigningIn & { readonly password: string },
): Promise<TokenPair> {
  const { clock, keys, passwords, random } = services
  const { userId, username, passwordHash } = account
  const now = clock()
  const refresh = firstRefreshToken(keys.refreshSecret, sessionId, random(32))
  const stronger = passwordHash && passwords.isOutdated(passwordHash) ? await passwords.hash(password) : null

  await services.database.withUnitOfWork(asUser(account, { origin, sessionId }), async (work) => {
    if (!(await holdSignInAccount(work, account))) throw wrongCredentials()
    insertSession(work, {
      id: sessionId,
      userId,
      refreshHash: hashOfToken(refresh),
      userAgent: origin.userAgent?.slice(0, 400) ?? null,
      ip: origin.ip ?? null,
      now,
      expiresAt: sessionEndsAt(now),
    })
    noteSignIn(work, userId, now)
    if (stronger) await strengthenPassword(work, userId, stronger)
    work.record({
      action: 'LOGIN_SUCCESS',
      resource: 'session',
      organization: null,
      objectId: sessionId,
      objectRepr: username,
    })
  })
  return { access: await issueAccessToken(keys.signing, { userId, sessionId }, now), refresh }
}

const wrongCredentials = () =>
  new DomainError('unauthenticated', 'Wrong user name or password', { reason: 'invalid_credentials' })
