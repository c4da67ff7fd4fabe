import { findSeenRecord, type Page, type WorkContext } from '@groundwork/db'
import {
  AuditEntry,
  type HistoryEntry,
  type HistoryQuery,
  historyEntryFor,
  notFound,
  StoredFile,
} from '@groundwork/domain'
import { trailReader } from '../../audit/entries-of.ts'
import { trailOf } from '../../audit/record-history.ts'
import type { EngineServices } from '../../resource/verbs.ts'

/** Who did what with a file, looks and downloads included, the newest first: for whoever may view it. */
export async function fileActivity(
  services: EngineServices,
  context: WorkContext,
  { id, limit, cursor }: HistoryQuery,
): Promise<Page<HistoryEntry>> {
  const record = await services.database.withUnitOfWork(context, async (work) => {
    const file = await work.find(StoredFile, id, { withDeleted: true })
    return file && file.status !== 'purged' ? findSeenRecord(work, StoredFile, id) : null
  })
  if (!record?.organization) throw notFound(StoredFile.label)
  const { rows, nextCursor } = await trailReader(services, context).list(AuditEntry, {
    filter: {
      and: [
        { field: 'resource', op: 'eq', value: StoredFile.name },
        { field: 'objectId', op: 'eq', value: id },
      ],
    },
    organizations: [record.organization],
    limit,
    ...(cursor && { cursor }),
  })
  const reader = { fields: record.fields, trail: trailOf(context) }
  return { rows: rows.map((entry) => historyEntryFor(entry, reader)), nextCursor }
}
