import { hasMemberWithEmail, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  Invitation,
  invitationDays,
  Organization,
  type Role,
  type RowOf,
} from '@groundwork/domain'
import { mayIn } from '../access/may-in.ts'
import type { Config } from '../config/read-config.ts'
import type { IdentityServices } from '../identity/identity-services.ts'
import { requireMail } from '../mail/require-mail.ts'
import { findRole } from './find-role.ts'
import { type Given, requireMayGive } from './may-give.ts'
import { requireMember } from './require-member.ts'

type InvitationRow = RowOf<typeof Invitation>
type InvitationServices = Pick<IdentityServices, 'database' | 'clock'> & { readonly config: Pick<Config, 'mail'> }

/**
 * Invites an address to a membership. Whether it has an account is nobody's business here: only that somebody with it is a
 * member of this very organization already is told.
 * @throws DomainError conflict `already_member`, unavailable `mail_not_configured`
 */
export async function createInvitation(
  { database, clock, config }: InvitationServices,
  context: WorkContext,
  input: CreateOf<typeof Invitation>,
): Promise<InvitationRow> {
  requireMail(config)
  return database.withUnitOfWork(context, async (work) => {
    const { organization, email } = input
    await requireMember(work, organization)
    const role = await requireMayInvite(work, input)
    if (await hasMemberWithEmail(work, { organization, email })) throw alreadyMember()
    return work.insert(Invitation, { ...input, role: role.id, expiresAt: endOf(clock()) })
  })
}

/** Mails a new link, which works as long as the first did; the one before no longer does. Whoever sends it vouches for it. */
export async function resendInvitation(
  { database, clock, config }: InvitationServices,
  context: WorkContext,
  key: string,
): Promise<InvitationRow> {
  requireMail(config)
  return database.withUnitOfWork(context, async (work) => {
    const invitation = await work.get(Invitation, key, { action: 'resend', lock: true })
    await requireMayInvite(work, invitation)
    return work.update(Invitation, key, { expiresAt: endOf(clock()) }, { action: 'resend', event: 'resent' })
  })
}

/** An invitation is a membership to be: whoever makes it may make that one, and give its role. */
async function requireMayInvite(
  work: UnitOfWork,
  given: Given & { readonly role: string },
): Promise<RowOf<typeof Role>> {
  if (!mayIn(work.context, given.organization, 'add', 'membership')) {
    throw new DomainError('forbidden', `You may not add members to this ${Organization.label}`)
  }
  const role = await findRole(work, given.organization, given.role)
  await requireMayGive(work, given, role)
  return role
}

const endOf = (now: Date) => new Date(now.getTime() + invitationDays * 24 * 60 * 60 * 1000).toISOString()

export const alreadyMember = () =>
  new DomainError('conflict', 'Somebody with this address is a member already', {
    reason: 'already_member',
    fields: { email: ['Is a member already'] },
  })
