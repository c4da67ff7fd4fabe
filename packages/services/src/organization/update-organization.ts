import type { WorkContext } from '@groundwork/db'
import { DomainError, Organization, type PatchOf, type RowOf } from '@groundwork/domain'
import { mayIn } from '../access/may-in.ts'
import { refuseLockingOneselfOut } from '../access/refuse-locking-oneself-out.ts'
import type { OrganizationServices } from './organization-services.ts'

/** Changes an organization. Whether its members need a second factor is for those who say what its roles may do. */
export async function updateOrganization(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
  { version, ...changes }: PatchOf<typeof Organization>,
): Promise<RowOf<typeof Organization>> {
  const { requiresSecondFactor } = changes
  const organization = await database.withUnitOfWork(context, async (work) => {
    if (requiresSecondFactor !== undefined) {
      await work.get(Organization, key, { action: 'change' })
      if (!mayIn(context, key, 'change', 'role')) throw notYours()
      if (requiresSecondFactor) await refuseLockingOneselfOut(work, { organization: key })
    }
    return work.update(Organization, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
  // Its state and what it asks of its members decide whether their memberships count.
  if (requiresSecondFactor !== undefined || changes.status !== undefined) principals.forgetAll()
  return organization
}

const notYours = () =>
  new DomainError('forbidden', 'Only those who may change roles ask members for a second factor', {
    reason: 'roles_not_yours',
  })
