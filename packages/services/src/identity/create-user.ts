import { findTakenLogins, savePassword, type UnitOfWork, voidPasswordResets, type WorkContext } from '@groundwork/db'
import {
  DomainError,
  type FieldErrors,
  invalidField,
  type NewUser,
  Profile,
  passwordProblem,
  type RowOf,
  User,
  type UserPatch,
} from '@groundwork/domain'
import { elevated, isUnlimited, mayAnywhere, personOf } from './acting.ts'
import { confirmPassword, type StillConfirmed } from './confirm-password.ts'
import type { IdentityServices } from './identity-services.ts'
import { newNonce, seal } from './seal.ts'
import { tellOwner } from './tell-owner.ts'
import { closeAccess, lockUser } from './user-administration.ts'

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
 * Changes a user. People change their own name and, with their password, address, and no key of theirs does: no limit of a
 * key reaches an account. Whether somebody may sign in is a superuser's to say.
 */
export async function updateUser(
  services: IdentityServices,
  context: WorkContext,
  key: string,
  { version, password, ...changes }: UserPatch,
): Promise<RowOf<typeof User>> {
  const { database, principals, clock, keys, random } = services
  if (context.actor.kind !== 'system') personOf(context)
  if (changes.isActive !== undefined && !isUnlimited(context)) {
    throw new DomainError('forbidden', 'Only a superuser can activate or deactivate users')
  }
  const stillConfirmed = await confirmAddress(services, context, key, { email: changes.email, password })
  const user = await database.withUnitOfWork(context, async (work) => {
    await stillConfirmed(work)
    const current = await lockUser(work, key, { action: 'change' })
    if (changes.email !== undefined && changes.email !== current.email) {
      const taken = await findTakenLogins(work, { username: '', email: changes.email })
      if (taken.email) throw loginTaken({ email: ['This e-mail address is taken'] })
      // Whoever reads the old mailbox from now on shall find nothing in it that opens the account.
      await voidPasswordResets(work, { userId: current.id, now: clock() })
      const sealing = { key: keys.mailAddressKey, owner: current.id }
      const address = seal(sealing, Buffer.from(current.email), newNonce(random))
      tellOwner(work, current.id, 'user.emailChanged', { address })
    }
    if (changes.isActive === false && current.isActive) await closeAccess(work, current, clock())
    return work.update(User, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
  principals.forgetUser(user.id)
  return user
}

const isNotNeeded: StillConfirmed = async () => {}

/** The address opens the account, by a reset: so its owner confirms a new one as they confirm whatever else opens it. */
async function confirmAddress(
  services: IdentityServices,
  context: WorkContext,
  key: string,
  { email, password }: Pick<UserPatch, 'email' | 'password'>,
): Promise<StillConfirmed> {
  const { actor } = context
  if (email === undefined || actor.kind === 'system') return isNotNeeded
  const current = await services.database.reader(context).get(User, key)
  if (current.id !== actor.userId || current.email === email) return isNotNeeded
  if (password === undefined) {
    throw invalidField('password', 'Needed to change your e-mail address', 'password_required')
  }
  return confirmPassword(services, context, actor, { password, field: 'password' })
}

interface NewUserRow extends Omit<NewUser, 'password'> {
  /** Chosen before where the trail has to name them as the one who acts. */
  readonly id?: string
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
