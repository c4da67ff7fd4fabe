import { endSessionsOf, removeSecondFactor, type WorkContext } from '@groundwork/db'
import { DomainError, type RowOf, User } from '@groundwork/domain'
import { personOf } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'
import { notOn, recordFactorChange } from './second-factor.ts'
import { tellSessionsEnded } from './session-ended.ts'

/**
 * Takes the second factor from somebody who has lost their phone and their backup codes. A superuser does it, who has made
 * sure that it is they; what insists on a factor is withheld until they have a new one. Their sessions end.
 * @throws DomainError forbidden `superuser_required` or `oneself`, conflict `second_factor_not_set_up`
 */
export async function resetSecondFactor(
  { database, principals, clock }: IdentityServices,
  context: WorkContext,
  id: string,
): Promise<RowOf<typeof User>> {
  const { userId: self, isSuperuser } = personOf(context)
  const { id: userId, username } = await database.reader(context).get(User, id)
  if (!isSuperuser) throw refused('Only a superuser takes somebody’s second factor away', 'superuser_required')
  if (userId === self) throw refused('Turn your own off with your password', 'oneself')

  await database.withUnitOfWork(context, async (work) => {
    const now = clock()
    if (!(await removeSecondFactor(work, { userId, now }))) throw notOn()
    await endSessionsOf(work, { userId, now })
    recordFactorChange(work, { userId, username }, 'SECOND_FACTOR_DISABLE')
    tellSessionsEnded(work, userId)
  })
  principals.forgetUser(userId)
  return database.reader(context).get(User, userId)
}

const refused = (message: string, reason: string) => new DomainError('forbidden', message, { reason })
