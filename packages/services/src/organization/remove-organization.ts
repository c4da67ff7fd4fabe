import type { WorkContext } from '@groundwork/db'
import { Organization, type RowOf } from '@groundwork/domain'
import type { OrganizationServices } from './organization-services.ts'

/** Deletes an organization that has nothing below it. Whoever reached it through a membership no longer does. */
export async function removeOrganization(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
): Promise<RowOf<typeof Organization>> {
  const removed = await database.withUnitOfWork(context, (work) => work.remove(Organization, key))
  principals.forgetAll()
  return removed
}
