import { findSeenRecord, type Page, type WorkContext } from '@groundwork/db'
import {
  AuditEntry,
  type HistoryEntry,
  type HistoryQuery,
  type HistoryReader,
  historyEntryFor,
  notFound,
  type Resource,
  scopeFor,
} from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'
import { entriesOf, trailReader } from './entries-of.ts'

/**
 * What became of one record, the newest first, also of a deleted one. Whoever may view the record sees its history, of
 * each entry the fields that are open to them now.
 */
export async function recordHistory(
  services: EngineServices,
  context: WorkContext,
  resource: Resource,
  { id, limit, cursor }: HistoryQuery,
): Promise<Page<HistoryEntry>> {
  const { database } = services
  const record = await database.withUnitOfWork(context, (work) => findSeenRecord(work, resource, id))
  if (!record) throw notFound(resource.label)
  const page = await trailReader(services, context).list(AuditEntry, {
    ...entriesOf(resource, id, record),
    limit,
    ...(cursor && { cursor }),
  })
  const reader: HistoryReader = { fields: record.fields, trail: trailOf(context) }
  return { rows: page.rows.map((entry) => historyEntryFor(entry, reader)), nextCursor: page.nextCursor }
}

/** What the caller may view of the audit trail. */
export const trailOf = ({ actor }: WorkContext): HistoryReader['trail'] =>
  actor.kind === 'system' ? { kind: 'all' } : scopeFor(actor, 'view', AuditEntry)
