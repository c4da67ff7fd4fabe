import type { BulkAction, Resource } from '@groundwork/domain'
import type { JobKey } from '../data-job/data-job-lease.ts'
import { isLeftBy, type UndoKey } from '../data-job/last-undo.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'
import type { Walk } from './chosen-rows.ts'

/** What a change of many rows did to one of them. */
export interface NewBulkChange {
  readonly object: string
  /** What it took the place of; null where the row was deleted or brought back. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly version: number
}

export async function insertBulkChanges(
  work: UnitOfWork,
  { organization, job }: JobKey,
  rows: readonly NewBulkChange[],
): Promise<void> {
  if (!rows.length) return
  await work.query(
    `insert into bulk_change (organization_id, job_id, object_id, before, after_version)
     select $1, $2, c.object, c.before, c.version from json_to_recordset($3::json) c(object uuid, before jsonb, version int)`,
    [organization, job, JSON.stringify(rows)],
  )
}

/** What is to be taken back of a row, and how the row stands now. */
export interface BulkUndoRow {
  readonly object: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly afterVersion: number
  /** Null where it is gone, or no longer deleted where it was, or deleted where it was not. */
  readonly version: number | null
}

interface UndoPage extends UndoKey, Walk {
  /** What takes the change back: only deleted rows are brought back, and only others changed. */
  readonly action: BulkAction
}

/** The next rows to take back. They are held until the transaction ends, so that how they stand is how they are found. */
export async function holdBulkUndoRows(
  work: UnitOfWork,
  resource: Resource,
  { organization, job, leftBy, from, isBackwards, limit, action }: UndoPage,
): Promise<BulkUndoRow[]> {
  const [behind, order] = isBackwards ? ['<', 'desc'] : ['>', 'asc']
  const page = await work.query<Omit<BulkUndoRow, 'version'>>(
    `select object_id as object, before, after_version as "afterVersion" from bulk_change
     where organization_id = $1 and job_id = $2 and ${isLeftBy} and ($4::uuid is null or object_id ${behind} $4)
     order by object_id ${order} limit $5`,
    [organization, job, leftBy, from, limit],
  )
  const { name, key } = tableOf(resource)
  const isMeant = resource.softDelete ? ` and deleted_at is ${action === 'restore' ? 'not ' : ''}null` : ''
  const standing = await work.query<{ key: string; version: number }>(
    `select ${key.name} as key, version from ${name} where ${key.name} = any($1::uuid[])${isMeant} order by ${key.name} for update`,
    [page.map(({ object }) => object)],
  )
  const versions = new Map(standing.map((row) => [row.key, row.version]))
  return page.map((row) => ({ ...row, version: versions.get(row.object) ?? null }))
}

export async function countBulkUndoRows(work: UnitOfWork, { organization, job, leftBy }: UndoKey): Promise<number> {
  const [found] = await work.query<{ count: number }>(
    `select count(*)::int as count from bulk_change where organization_id = $1 and job_id = $2 and ${isLeftBy}`,
    [organization, job, leftBy],
  )
  return found?.count ?? 0
}
