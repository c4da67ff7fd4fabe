import { findPasswordHash, holdPassword, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { invalidField, type Principal } from '@groundwork/domain'
import type { IdentityServices } from './identity-services.ts'
import { networkOf } from './network-of.ts'

interface Confirmation {
  readonly password: string
  /** Where it stands in the caller's input. */
  readonly field: string
}

/** To be asked in the transaction that relies on it: whoever chose another password meanwhile has ended what the old one opens. */
export type StillConfirmed = (work: UnitOfWork) => Promise<void>

/**
 * Whoever sits at the keyboard knows the password, not merely the browser that is signed in. Counts as an attempt to sign
 * in: guessing here is no faster than there.
 * @throws DomainError invalid `wrong_password`, rate_limited `too_many_attempts`
 */
export async function confirmPassword(
  { database, passwords, throttle }: IdentityServices,
  context: WorkContext,
  { userId, username }: Principal,
  { password, field }: Confirmation,
): Promise<StillConfirmed> {
  const ip = context.origin?.ip
  const attempt = { account: userId, network: ip === undefined ? null : networkOf(ip) }
  await throttle.admit(attempt)
  const stored = await database.withUnitOfWork(context, (work) => findPasswordHash(work, userId))
  const wrong = () => invalidField(field, 'This is not your password', 'wrong_password')
  const isRight = await passwords.verify(stored, password)
  if (stored !== null && isRight) {
    await throttle.forgive(attempt)
    return async (work) => {
      if (!(await holdPassword(work, { userId, passwordHash: stored }))) throw wrong()
    }
  }

  await database.withUnitOfWork(context, async (work) =>
    work.record({
      action: 'LOGIN_FAILED',
      resource: 'session',
      organization: null,
      objectId: userId,
      objectRepr: username,
      details: { reason: 'wrong_password' },
    }),
  )
  throw wrong()
}
