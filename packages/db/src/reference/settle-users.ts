import type { TransactionSession } from '../work/transaction-session.ts'
import type { Consequence } from '../work/write.ts'
import { changeUsers } from './change-users.ts'
import { isInOrganization, usersOf } from './references.ts'
import { findUses, inUse } from './refuse-used.ts'
import type { Removed } from './users.ts'

/**
 * What becomes of the rows that refer to what is removed: some keep it from being removed, some go with it, and with them what
 * refers to them; of others the reference is emptied. Whoever refers to a row locks it first, so that after the removal, which
 * locks it too, nobody comes to refer to it any more.
 *
 * @throws DomainError conflict (`in_use`, `has_children`) naming what is in the way
 */
export async function settleUsers(session: TransactionSession, removed: Removed): Promise<Consequence[]> {
  const references = usersOf(removed.resource)
  if (!references.length || !removed.keys.length) return []
  // Rows of one organization are within the caller's reach; to everything else, rows may refer that are not.
  const reaching = <Result>(use: () => Promise<Result>) =>
    isInOrganization(removed.resource) ? use() : session.beyondReach(use)

  const uses = await reaching(() => findUses(session, references, removed))
  const inTheWay = uses.filter(({ reference }) => removed.isAlone || reference.onDelete === 'protect')
  if (inTheWay.length) throw await inUse(session, inTheWay, removed)

  const consequences: Consequence[] = []
  for (const { reference } of uses) {
    const changed = await reaching(() => changeUsers(session, reference, removed))
    consequences.push(...changed)
    if (reference.onDelete !== 'cascade') continue
    const keys = changed.map(({ objectId }) => objectId)
    const organizations = [...new Set(changed.flatMap(({ organization }) => organization ?? []))]
    consequences.push(...(await settleUsers(session, { resource: reference.owner, keys, organizations })))
  }
  return consequences
}
