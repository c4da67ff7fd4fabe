import {
  asSystem,
  findAccountByEmail,
  findCallerOfUser,
  type RequestOrigin,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  type AcceptedInvitation,
  DomainError,
  Invitation,
  type InvitationAnswer,
  type InvitationToken,
  invalidField,
  Membership,
  Organization,
  type Principal,
  passwordProblem,
  type RowOf,
  type ShownInvitation,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import { mayIn } from '../access/may-in.ts'
import { elevated } from '../identity/acting.ts'
import { principalOfUser } from '../identity/build-principal.ts'
import { confirmPassword } from '../identity/confirm-password.ts'
import { insertUser } from '../identity/create-user.ts'
import type { IdentityServices } from '../identity/identity-services.ts'
import { idInToken, isLinkToken } from '../mail/link-token.ts'
import { findRole } from './find-role.ts'
import { alreadyMember } from './invitations.ts'
import { mayGive } from './may-give.ts'

type InvitationRow = RowOf<typeof Invitation>

/** What the holder of a link is invited to. @throws DomainError invalid `link_invalid` */
export async function showInvitation(services: IdentityServices, { token }: InvitationToken): Promise<ShownInvitation> {
  return services.database.withUnitOfWork(asSystem('show an invitation to the holder of its link'), async (work) => {
    const { organizationName, roleName, email, expiresAt } = await openedBy(services, work, token)
    const account = await findAccountByEmail(work, email)
    return {
      organizationName: organizationName ?? '',
      roleName: roleName ?? '',
      email,
      isExistingUser: account !== null,
      expiresAt,
    }
  })
}

type NewcomerNames = Pick<InvitationAnswer, 'firstName' | 'lastName'> & { readonly passwordHash: string }

/** Somebody who will be a member: known by an account with the address, or about to get one. */
interface Person {
  readonly userId: string
  readonly username: string
  readonly newcomer: NewcomerNames | null
}

/**
 * Makes the holder of a link a member, once. Having the link proves the address, not that the account which bears it is
 * theirs: addresses are not proven when accounts are made. So whoever has one confirms with its password, which who only
 * bears the address can reset by mail; anybody else makes one. Of two answers at once one wins.
 * @throws DomainError invalid `link_invalid` or `wrong_password`, conflict `already_member`,
 * not_available `inviter_lost_right` or `account_deactivated`, rate_limited `too_many_attempts`
 */
export async function acceptInvitation(
  services: IdentityServices,
  { token, ...answer }: InvitationAnswer,
  origin: RequestOrigin = {},
): Promise<AcceptedInvitation> {
  const { database, principals, clock } = services
  const person = await personWho(services, { token, ...answer }, origin)
  const { userId, username, newcomer } = person
  const context: WorkContext = {
    actor: principalNamed(person),
    origin,
  }

  await database.withUnitOfWork(elevated(context, 'make the holder of an invitation a member'), async (work) => {
    const invitation = await openedBy(services, work, token)
    await requireInviterMayGive(work, invitation)
    const { organization, email, role, attributes, includesDescendants } = invitation
    if (newcomer) await insertUser(work, { id: userId, username, email, ...newcomer, now: clock() })
    else await requireNoMembership(work, organization, userId)
    const createdBy = inviterOf(invitation)
    const membership = { organization, user: userId, role, attributes, includesDescendants, createdBy }
    await work.insert(Membership, membership, { payload: { user: userId } })
    await work.remove(Invitation, invitation.id, { event: 'accepted' })
  })
  principals.forgetUser(userId)
  return { username }
}

/** Who answers. The password is hashed here, before the transaction, and only for a link that is good. */
async function personWho(
  services: IdentityServices,
  { token, username, password, ...names }: InvitationAnswer,
  origin: RequestOrigin,
): Promise<Person> {
  const { account, email } = await services.database.withUnitOfWork(
    asSystem('find the account that an invitation is for'),
    async (work) => {
      const invitation = await openedBy(services, work, token)
      return { email: invitation.email, account: await findAccountByEmail(work, invitation.email) }
    },
  )
  if (account && !account.isActive) {
    throw new DomainError('not_available', 'Your account is deactivated', { reason: 'account_deactivated' })
  }
  if (account) {
    const owner = principalNamed(account)
    if (password === undefined) throw passwordMissing()
    await confirmPassword(services, { actor: owner, origin }, owner, { password, field: 'password' })
    return { ...account, newcomer: null }
  }
  if (username === undefined) throw invalidField('username', 'This field is required')
  if (password === undefined) throw passwordMissing()
  const problem = passwordProblem(password, { username, email })
  if (problem) throw invalidField('password', problem, 'password_refused')
  return { userId: v7(), username, newcomer: { ...names, passwordHash: await services.passwords.hash(password) } }
}

/** Somebody of whom no more is known, and who may do nothing yet. */
const principalNamed = ({ userId, username }: Pick<Person, 'userId' | 'username'>): Principal => ({
  kind: 'user',
  userId,
  username,
  isSuperuser: false,
  memberships: [],
})

/** The invitation whose link this is, held until the transaction ends. A used, an old, a replaced and an invented one are the same answer. */
async function openedBy(
  { keys, clock }: Pick<IdentityServices, 'keys' | 'clock'>,
  work: UnitOfWork,
  token: string,
): Promise<InvitationRow> {
  const id = idInToken(token)
  const invitation = id && (await work.find(Invitation, id, { lock: true }))
  if (!invitation) throw linkInvalid()
  const expiresAt = new Date(invitation.expiresAt)
  if (!isLinkToken(keys.mailLinkSecret, token, { purpose: 'invitation', id: invitation.id, expiresAt }))
    throw linkInvalid()
  const organization = await work.find(Organization, invitation.organization)
  if (expiresAt <= clock() || !organization || organization.status === 'archived') throw linkInvalid()
  return invitation
}

/** Whoever sent it last vouches for it; null where the system did. */
const inviterOf = ({ updatedBy, createdBy }: InvitationRow) => updatedBy ?? createdBy

/** An invitation gives no more than its inviter could give today. */
async function requireInviterMayGive(work: UnitOfWork, invitation: InvitationRow): Promise<void> {
  const inviter = inviterOf(invitation)
  if (inviter === null) return
  const caller = await findCallerOfUser(work, inviter)
  const giver = caller?.isActive ? principalOfUser(caller) : null
  const role = await findRole(work, invitation.organization, invitation.role)
  const isStillTheirs =
    giver &&
    mayIn({ actor: giver }, invitation.organization, 'add', 'membership') &&
    (await mayGive(work, { giver, given: invitation, role }))
  if (isStillTheirs) return
  throw new DomainError('not_available', 'Whoever invited you may no longer do so. Ask for a new invitation', {
    reason: 'inviter_lost_right',
  })
}

async function requireNoMembership(work: UnitOfWork, organization: string, user: string): Promise<void> {
  const filter = {
    and: [
      { field: 'organization', op: 'eq', value: organization },
      { field: 'user', op: 'eq', value: user },
    ],
  } as const
  const { rows } = await work.list(Membership, { filter, limit: 1 })
  if (rows.length) throw alreadyMember()
}

const passwordMissing = () => invalidField('password', 'This field is required')

const linkInvalid = () =>
  new DomainError('invalid', 'This invitation was used or withdrawn, or has run out', { reason: 'link_invalid' })
