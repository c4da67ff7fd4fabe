import { findTakenLogins, savePassword, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  DomainError,
  type FieldErrors,
  invalidField,
  type NewUser,
  type PatchOf,
  Profile,
  passwordProblem,
  type RowOf,
  User,
} from '@groundwork/domain'
import { elevated, isUnlimited, mayAnywhere, personOf } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'

export type UserServices = Pick<IdentityServices, 'database' | 'passwords' | 'clock'>

/** Makes a user with their profile and password. Belonging to an organization is a membership, made separately. */
export async function createUser(
  services: UserServices,
  context: WorkContext,
  { password, ...user }: NewUser,
): Promise<RowOf<typeof User>> {
  if (!mayAnywhere(context, 'add', 'user')) throw new DomainError('forbidden', 'You may not add users')
  const problem = passwordProblem(password, user)
  if (problem) throw invalidField('password', problem, 'password_refused')

  const passwordHash = await services.passwords.hash(password)
  return services.database.withUnitOfWork(elevated(context, 'make a user, who belongs to nobody yet'), (work) =>
    insertUser(work, { ...user, passwordHash, now: services.clock() }),
  )
}

/**
 * Changes a user. People change their own name and address, and no key of theirs does: no limit of a key reaches an account.
 * Whether somebody may sign in is a superuser's to say.
 */
export async function updateUser(
  { database, principals }: Pick<IdentityServices, 'database' | 'principals'>,
  context: WorkContext,
  key: string,
  { version, ...changes }: PatchOf<typeof User>,
): Promise<RowOf<typeof User>> {
  if (context.actor.kind !== 'system') personOf(context)
  if (changes.isActive !== undefined && !isUnlimited(context)) {
    throw new DomainError('forbidden', 'Only a superuser can activate or deactivate users')
  }
  const user = await database.withUnitOfWork(context, async (work) => {
    const current = await work.get(User, key, { action: 'change', lock: true })
    if (changes.email !== undefined && changes.email !== current.email) {
      const taken = await findTakenLogins(work, { username: '', email: changes.email })
      if (taken.email) throw loginTaken({ email: ['This e-mail address is taken'] })
    }
    return work.update(User, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
  principals.forgetUser(user.id)
  return user
}

interface NewUserRow extends Omit<NewUser, 'password'> {
  readonly passwordHash: string
  readonly isSuperuser?: boolean
  readonly now: Date
}

/** The user, the profile and the password: all or none. */
export async function insertUser(
  work: UnitOfWork,
  { passwordHash, now, ...values }: NewUserRow,
): Promise<RowOf<typeof User>> {
  await refuseTakenLogins(work, values)
  const user = await work.insert(User, values)
  await work.insert(Profile, { user: user.id })
  await savePassword(work, { userId: user.id, passwordHash, now })
  return user
}

async function refuseTakenLogins(work: UnitOfWork, values: { readonly username: string; readonly email: string }) {
  const taken = await findTakenLogins(work, values)
  if (!taken.username && !taken.email) return
  throw loginTaken({
    ...(taken.username && { username: ['This user name is taken'] }),
    ...(taken.email && { email: ['This e-mail address is taken'] }),
  })
}

const loginTaken = (fields: FieldErrors) =>
  new DomainError('conflict', 'Somebody signs in with this already', { reason: 'login_taken', fields })
