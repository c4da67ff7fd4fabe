import {
  type Caller,
  endSessionsOf,
  findCallerOfUser,
  lockActiveSuperusers,
  type UnitOfWork,
  voidPasswordResets,
  type WorkContext,
} from '@groundwork/db'
import { type Action, covers, DomainError, holdsGrants, type Principal, type RowOf, User } from '@groundwork/domain'
import { elevated, personOf } from './acting.ts'
import type { IdentityServices } from './identity-services.ts'
import { tellSessionsEnded } from './session-ended.ts'

type Administration = 'activate' | 'deactivate'
type UserRow = RowOf<typeof User>
type AdministrationServices = Pick<IdentityServices, 'database' | 'principals' | 'clock'>

/** Keeps somebody from signing in, and ends what they have open. Their records, memberships and files stay. */
export const deactivateUser = (services: AdministrationServices, context: WorkContext, id: string): Promise<UserRow> =>
  administer(services, context, { id, action: 'deactivate' })

/** Lets somebody sign in again. What was ended stays ended. */
export const activateUser = (services: AdministrationServices, context: WorkContext, id: string): Promise<UserRow> =>
  administer(services, context, { id, action: 'activate' })

async function administer(
  { database, principals, clock }: AdministrationServices,
  context: WorkContext,
  { id, action }: { readonly id: string; readonly action: Administration },
): Promise<UserRow> {
  const person = personOf(context)
  await database.reader(context).get(User, id)
  if (id === person.userId) throw refused('Nobody activates or deactivates themselves', 'oneself')

  const isActive = action === 'activate'
  await database.withUnitOfWork(
    elevated(context, 'activate or deactivate somebody in all their organizations'),
    async (work) => {
      const current = await lockUser(work, id)
      await requireMayAdminister(work, person, { id, action })
      if (current.isActive === isActive) return
      if (!isActive) await closeAccess(work, current, clock())
      await work.update(User, id, { isActive }, { event: `${action}d` })
    },
  )
  principals.forgetUser(id)
  return database.reader(context).get(User, id)
}

/**
 * An account is good for all organizations of its owner, so whoever may close it must have a say in each of them, and hold
 * there what the owner holds. Accounts without any membership, and those of superusers, are the superusers' matter.
 */
async function requireMayAdminister(
  work: UnitOfWork,
  person: Principal,
  { id, action }: { readonly id: string; readonly action: Administration },
): Promise<void> {
  if (person.isSuperuser) return
  const target = await findCallerOfUser(work, id)
  const held = target && !target.isSuperuser ? heldBy(target) : []
  if (held.length > 0 && held.every((membership) => outranks(person, membership, action))) return
  throw refused('This user also belongs where you may not say so, or may do more than you', 'not_all_organizations')
}

const heldBy = ({ memberships }: Caller) =>
  memberships.flatMap(({ organizations, withheld, grants, attributes }) =>
    [...organizations, ...withheld].map((organization) => ({ organization, grants, attributes })),
  )

function outranks(person: Principal, held: ReturnType<typeof heldBy>[number], action: Administration): boolean {
  const own = person.memberships.filter(({ organization }) => organization === held.organization)
  const mayDoIt = own.some(({ grants }) =>
    grants.some((grant) => covers(grant, action, User.name) && !grant.where && !grant.fields),
  )
  return mayDoIt && holdsGrants(own, held)
}

/**
 * Reads a user to change them. Superusers are locked together and in one order: of two who deactivate each other at the same
 * moment, the second finds themselves the last.
 */
export async function lockUser(
  work: UnitOfWork,
  id: string,
  options: { readonly action?: Action } = {},
): Promise<UserRow> {
  const { isSuperuser } = await work.get(User, id, options)
  if (isSuperuser) await lockActiveSuperusers(work)
  return work.get(User, id, { ...options, lock: true })
}

/** What ends with an account, in the transaction that closes it. @throws DomainError conflict `last_superuser` */
export async function closeAccess(work: UnitOfWork, { id, isSuperuser }: UserRow, now: Date): Promise<void> {
  if (isSuperuser) {
    const others = (await lockActiveSuperusers(work)).filter((superuser) => superuser !== id)
    if (!others.length) {
      throw new DomainError('conflict', 'Nobody could administer the system any more', { reason: 'last_superuser' })
    }
  }
  await endSessionsOf(work, { userId: id, now })
  await voidPasswordResets(work, { userId: id, now })
  tellSessionsEnded(work, id)
}

const refused = (message: string, reason: string) => new DomainError('forbidden', message, { reason })
