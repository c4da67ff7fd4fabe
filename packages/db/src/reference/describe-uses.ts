import type { InUse, Resource } from '@groundwork/domain'
import { tableOf } from '../query/table.ts'
import { getRow } from '../work/read.ts'
import type { TransactionSession } from '../work/transaction-session.ts'
import { describeRow } from '../work/write.ts'
import { isInOrganization, usersOf } from './references.ts'
import { findUses, nameUses } from './refuse-used.ts'

/** What refers to a row that the caller sees, whether or not it would keep the row from being deleted. */
export async function describeUses(session: TransactionSession, resource: Resource, key: string): Promise<InUse> {
  const { objectId, organization } = describeRow(tableOf(resource), await getRow(session, resource, key))
  const references = usersOf(resource)
  if (!references.length) return { usedBy: [], hidden: false }
  const removed = { resource, keys: [objectId], organizations: organization ? [organization] : [] }
  const find = () => findUses(session, references, removed)
  const uses = await (isInOrganization(resource) ? find() : session.beyondReach(find))
  return nameUses(session, uses, removed)
}
