import type { UnitOfWork } from '@groundwork/db'
import { notFound, Organization, organizationsOf } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** Somebody else's organization and none at all are the same answer. */
export async function requireMember(work: UnitOfWork, organization: string): Promise<void> {
  if (isUnlimited(work.context)) await work.get(Organization, organization)
  else if (!organizationsOf(principalOf(work.context)).includes(organization)) throw notFound(Organization.label)
}
