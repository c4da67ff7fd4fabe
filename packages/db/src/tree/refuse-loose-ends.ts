import { DomainError, type Resource } from '@groundwork/domain'
import type { TransactionSession } from '../work/transaction-session.ts'

/** A node with live rows below it stays, whether or not the caller can see them. */
export async function refuseRemovalWithChildren(session: TransactionSession, { table, label }: Resource, key: string) {
  await refuse(session, {
    question: `select exists (select from ${table} where parent_id = $1::uuid and deleted_at is null)`,
    key,
    reason: 'has_children',
    message: `There is still an ${label} below this one`,
  })
}

/** A node does not come back below one that is still deleted. */
export async function refuseRestoreBelowDeleted(session: TransactionSession, { table, label }: Resource, key: string) {
  await refuse(session, {
    question: `select exists (select from ${table} t join ${table} p on p.id = t.parent_id where t.id = $1::uuid and p.deleted_at is not null)`,
    key,
    reason: 'parent_deleted',
    message: `Restore the ${label} above it first`,
  })
}

async function refuse(
  session: TransactionSession,
  { question, key, reason, message }: Record<'question' | 'key' | 'reason' | 'message', string>,
): Promise<void> {
  const [[isSo] = []] = await session.beyondReach(() => session.run({ text: question, values: [key] }))
  if (isSo === true) throw new DomainError('conflict', message, { reason })
}
