import { endSessionsOf, savePassword, voidPasswordResets, type WorkContext } from '@groundwork/db'
import { invalidField, normalizePassword, type PasswordChange, passwordProblem, User } from '@groundwork/domain'
import { personOf } from './acting.ts'
import { confirmPassword } from './confirm-password.ts'
import type { IdentityServices } from './identity-services.ts'
import { tellSessionsEnded } from './session-ended.ts'
import { tellOwner } from './tell-owner.ts'

/**
 * Gives the caller a new password. All their other sessions end: whoever knew the old one is out.
 * @throws DomainError invalid `wrong_password` or `password_refused`, rate_limited `too_many_attempts`
 */
export async function changePassword(
  services: IdentityServices,
  context: WorkContext,
  { oldPassword, newPassword }: PasswordChange,
): Promise<void> {
  const { database, passwords, clock, principals } = services
  const person = personOf(context)
  const { userId, username, sessionId } = person
  const stillConfirmed = await confirmPassword(services, context, person, {
    password: oldPassword,
    field: 'oldPassword',
  })

  const { email } = await database.reader(context).get(User, userId)
  const isSame = normalizePassword(newPassword) === normalizePassword(oldPassword)
  const problem = isSame ? 'This is your password already' : passwordProblem(newPassword, { username, email })
  if (problem) throw invalidField('newPassword', problem, 'password_refused')
  const passwordHash = await passwords.hash(newPassword)
  await database.withUnitOfWork(context, async (work) => {
    await stillConfirmed(work)
    const now = clock()
    await savePassword(work, { userId, passwordHash, now })
    await endSessionsOf(work, { userId, except: sessionId, now })
    await voidPasswordResets(work, { userId, now })
    work.record({
      action: 'PASSWORD_CHANGE',
      resource: 'user',
      organization: null,
      objectId: userId,
      objectRepr: username,
    })
    tellSessionsEnded(work, userId)
    tellOwner(work, userId, 'user.passwordChanged')
  })
  principals.forgetUser(userId)
}
