import type { ListQuery, Page, WorkContext } from '@groundwork/db'
import { AuditEntry, DomainError, type RowOf } from '@groundwork/domain'
import { mayAnywhere } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'

type EntryRow = RowOf<typeof AuditEntry>

/** The trail of the organizations whose auditor the caller is. */
export async function listAuditEntries(
  { database }: EngineServices,
  context: WorkContext,
  query: ListQuery,
): Promise<Page<EntryRow>> {
  requireAuditor(context)
  return database.reader(context).list(AuditEntry, query)
}

export async function getAuditEntry(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
): Promise<EntryRow> {
  requireAuditor(context)
  return database.reader(context).get(AuditEntry, key)
}

/** Other lists are empty for who may see nothing in them. That there is a trail is no secret, so this one says why. */
export function requireAuditor(context: WorkContext): void {
  if (mayAnywhere(context, 'view', AuditEntry.name)) return
  throw new DomainError('forbidden', 'The audit trail is for auditors and administrators', {
    reason: 'auditor_required',
    details: { action: 'view' },
  })
}
