import {
  asSystem,
  endSessionsOf,
  findOpenReset,
  insertPasswordReset,
  type OpenReset,
  type RequestOrigin,
  savePassword,
  usePasswordReset,
  voidPasswordResets,
  type WorkContext,
} from '@groundwork/db'
import {
  DomainError,
  invalidField,
  mostPasswordResets,
  type PasswordReset,
  type PasswordResetRequest,
  passwordProblem,
  passwordResetMinutes,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import type { Config } from '../config/read-config.ts'
import { idInToken, isLinkToken } from '../mail/link-token.ts'
import { requireMail } from '../mail/require-mail.ts'
import { elevated } from './acting.ts'
import { revokeApiKeysOf } from './api-keys.ts'
import type { IdentityServices } from './identity-services.ts'
import { networkOf } from './network-of.ts'
import { tellSessionsEnded } from './session-ended.ts'
import { tellOwner } from './tell-owner.ts'

type ResetServices = IdentityServices & { readonly config: Pick<Config, 'mail'> }

const lifetimeMs = passwordResetMinutes * 60_000

/**
 * Lets a link be mailed to the owner of an address; the one before no longer works. For an address of nobody the same is done and said: the worker then
 * finds nothing to send.
 * @throws DomainError rate_limited `too_many_attempts`, unavailable `mail_not_configured`
 */
export async function requestPasswordReset(
  services: ResetServices,
  { email }: PasswordResetRequest,
  origin: RequestOrigin = {},
): Promise<void> {
  const { database, throttle, clock, config } = services
  requireMail(config)
  await throttle.admit({
    account: `password reset ${email}`,
    network: origin.ip === undefined ? null : networkOf(origin.ip),
  })
  const now = clock()
  const id = v7()
  await database.withUnitOfWork(asSystem('find the account that wants a new password', origin), async (work) => {
    const account = await insertPasswordReset(work, {
      id,
      email,
      now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
      atMost: { count: mostPasswordResets, since: new Date(now.getTime() - lifetimeMs) },
    })
    work.record({
      action: 'PASSWORD_RESET_REQUEST',
      resource: 'user',
      organization: null,
      objectId: account?.userId ?? null,
      objectRepr: account?.username ?? 'unknown user',
    })
    work.emit({
      topic: 'passwordReset.requested',
      organization: null,
      resource: 'passwordReset',
      objectId: id,
      payload: {},
    })
  })
}

/**
 * Gives whoever followed the link a new password, once. All sessions, API keys and other links of the user end, for
 * addresses are not proven when accounts are made: whoever had the account before the owner of its address came keeps no
 * way into it. The second factor stays: a mailbox alone opens no account that has one.
 * @throws DomainError invalid `link_invalid` or `password_refused`
 */
export async function resetPassword(
  services: IdentityServices,
  { token, newPassword }: PasswordReset,
  origin: RequestOrigin = {},
): Promise<void> {
  const { database, passwords, clock, principals } = services
  const { id, reset } = await openedBy(services, token)
  const { userId, username, email } = reset
  const problem = passwordProblem(newPassword, { username, email })
  if (problem) throw invalidField('newPassword', problem, 'password_refused')

  const passwordHash = await passwords.hash(newPassword)
  const context = owner(reset, origin)
  const asked = elevated(context, 'replace a forgotten password and end what it opened')
  await database.withUnitOfWork(asked, async (work) => {
    const now = clock()
    if (!(await usePasswordReset(work, { id, now }))) throw linkInvalid()
    await voidPasswordResets(work, { userId, now })
    await savePassword(work, { userId, passwordHash, now })
    const sessions = await endSessionsOf(work, { userId, now })
    await revokeApiKeysOf(work, { userId, now })
    work.record({
      action: 'PASSWORD_RESET',
      resource: 'user',
      organization: null,
      objectId: userId,
      objectRepr: username,
      details: { sessions: sessions.length },
    })
    tellOwner(work, userId, 'user.passwordReset')
    tellSessionsEnded(work, userId)
  })
  principals.forgetUser(userId)
}

/** The reset whose link this is. A used, an old and an invented one are the same answer. */
async function openedBy(
  { database, keys, clock }: IdentityServices,
  token: string,
): Promise<{ id: string; reset: OpenReset }> {
  const id = idInToken(token)
  if (id === null) throw linkInvalid()
  const reset = await database.withUnitOfWork(asSystem('find the account of a password reset'), (work) =>
    findOpenReset(work, { id, now: clock() }),
  )
  if (!reset) throw linkInvalid()
  const source = { purpose: 'password-reset', id, expiresAt: new Date(reset.expiresAt) } as const
  if (!isLinkToken(keys.mailLinkSecret, token, source)) throw linkInvalid()
  return { id, reset }
}

/** Whoever holds the link acts as the owner of the account, here and for nothing else. */
const owner = ({ userId, username }: OpenReset, origin: RequestOrigin): WorkContext => ({
  actor: { kind: 'user', userId, username, isSuperuser: false, memberships: [] },
  origin,
})

const linkInvalid = () =>
  new DomainError('invalid', 'This link was used already or has run out. Ask for a new one', { reason: 'link_invalid' })
