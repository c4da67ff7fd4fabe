import type { Resource } from '@groundwork/domain'
import { tableOf } from '../query/table.ts'
import { usersOf } from '../reference/references.ts'
import { refuseDeletedReferences } from '../reference/refuse-deleted-references.ts'
import { restoreUsers } from '../reference/restore-users.ts'
import { settleUsers } from '../reference/settle-users.ts'
import type { WriteOptions } from './contract.ts'
import { getRow } from './read.ts'
import type { TransactionSession } from './transaction-session.ts'
import { changeRow, describeRow, type Written } from './write.ts'

/** Deletes a row, for good or into the trash, and settles what becomes of those that refer to it. */
export async function removeRow(
  session: TransactionSession,
  resource: Resource,
  key: string,
  options: WriteOptions,
): Promise<Written> {
  const request = { key, action: options.action ?? 'delete', among: 'live', options } as const
  if (resource.softDelete) {
    const written = await changeRow(session, resource, { ...request, changes: {}, assignments: ['deleted_at = now()'] })
    return { ...written, consequences: await settleUsers(session, removedOf(resource, written)) }
  }
  // Where the row is gone at once, its foreign keys speak first: so before it goes.
  const consequences = usersOf(resource).length ? await settleBefore(session, resource, request) : []
  return { ...(await changeRow(session, resource, { ...request, changes: null })), consequences }
}

async function settleBefore(
  session: TransactionSession,
  resource: Resource,
  { key, action }: { readonly key: string; readonly action: string },
) {
  const row = await getRow(session, resource, key, { action, lock: true })
  return settleUsers(session, removedOf(resource, describeRow(tableOf(resource), row)))
}

const removedOf = (resource: Resource, { objectId, organization }: Pick<Written, 'objectId' | 'organization'>) => ({
  resource,
  keys: [objectId],
  organizations: organization ? [organization] : [],
})

/** Takes a row back out of the trash, with what went there with it where the resource says so. */
export async function restoreRow(
  session: TransactionSession,
  resource: Resource,
  key: string,
  options: WriteOptions,
): Promise<Written> {
  const written = await changeRow(session, resource, {
    key,
    action: options.action ?? 'restore',
    among: 'deleted',
    changes: {},
    assignments: ['deleted_at = null'],
    options,
  })
  await refuseDeletedReferences(session, resource, [key])
  if (!resource.restoresWhole) return written
  const moment = String(written.changes.deletedAt?.old)
  return { ...written, consequences: await restoreUsers(session, removedOf(resource, written), moment) }
}
