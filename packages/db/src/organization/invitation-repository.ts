import type { UnitOfWork } from '../work/contract.ts'

/** Whether somebody with this address belongs to the organization, also while their membership rests. Of others it tells nothing. */
export async function hasMemberWithEmail(
  work: UnitOfWork,
  { organization, email }: { readonly organization: string; readonly email: string },
): Promise<boolean> {
  const rows = await work.query(
    `select 1 from membership join app_user person on person.id = membership.user_id
     where membership.organization_id = $1 and person.email = lower($2)`,
    [organization, email],
  )
  return rows.length > 0
}

export interface InvitedAccount {
  readonly userId: string
  readonly username: string
  readonly isActive: boolean
}

/** The account that an invitation would be accepted with. */
export async function findAccountByEmail(work: UnitOfWork, email: string): Promise<InvitedAccount | null> {
  const [account] = await work.query<InvitedAccount>(
    `select id as "userId", username, is_active as "isActive" from app_user where email = lower($1)`,
    [email],
  )
  return account ?? null
}
