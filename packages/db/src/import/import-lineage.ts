import type { FileImport, LineageEntry, LineageRow, Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import type { JobKey } from '../data-job/data-job-lease.ts'
import { isLeftBy, type UndoKey } from '../data-job/last-undo.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { partFlags } from '../query/part-flags.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** Where in which file a row comes from. */
export interface LineageSource extends JobKey {
  readonly file: string
  readonly sheet: string
}

export interface NewLineage {
  readonly object: string
  readonly row: number
  readonly action: 'created' | 'updated'
  /** What an update took the place of. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly version: number
}

export async function insertLineage(
  work: UnitOfWork,
  resource: Resource,
  { organization, job, file, sheet }: LineageSource,
  rows: readonly NewLineage[],
): Promise<void> {
  if (!rows.length) return
  await work.query(
    `insert into import_lineage (organization_id, resource, object_id, job_id, file_id, sheet, "row", action, before, after_version)
     select $1, $2, l.object, $3, $4, $5, l."row", l.action, l.before, l.version
     from json_to_recordset($6::json) l(object uuid, "row" int, action text, before jsonb, version int)`,
    [organization, resource.name, job, file, sheet, JSON.stringify(rows)],
  )
}

const mostEntries = 200

/** What imports did to a row, the latest first. Whether the caller may see the row is asked before. */
export function lineageOf(
  work: UnitOfWork,
  resource: Resource,
  { organization, object }: { readonly organization: string; readonly object: string },
): Promise<LineageEntry[]> {
  return work.query<LineageEntry>(
    `select job_id as job, file_id as file, nullif(sheet, '') as sheet, "row", action, imported_at as "importedAt" from import_lineage
     where organization_id = $1 and resource = $2 and object_id = $3 order by imported_at desc, "row" desc limit ${mostEntries}`,
    [organization, resource.name, object],
  )
}

/** The place behind which a page begins. */
export interface LineagePlace {
  readonly file: string
  readonly sheet: string
  readonly row: number
}

export interface LineageQuestion extends JobKey {
  readonly after: LineagePlace | null
  readonly limit: number
  /** Only rows that somebody has changed since, or only the others. */
  readonly isChangedSince?: boolean | undefined
}

/** Rows that a job made or changed, as far as the caller may view them, in the order of the file. */
export async function listLineageRows(
  work: UnitOfWork,
  resource: Resource,
  { organization, job, after, limit, isChangedSince }: LineageQuestion,
): Promise<LineageRow[]> {
  const table = tableOf(resource)
  const parameters = new Parameters()
  const { param } = parameters
  const view = scopeOf(work.context.actor, 'view', resource)
  const isSeen = scopeCondition(view, resource, 't', parameters)
  const open = partFlags(view, resource, 't', parameters)
  const title = table.byField.get(resource.title)
  const isDeleted = resource.softDelete ? 't.deleted_at is not null' : 'false'
  const conditions = [
    `l.organization_id = ${param(organization, 'uuid')}`,
    `l.job_id = ${param(job, 'uuid')}`,
    `l.resource = ${param(resource.name)}`,
    ...(after
      ? [
          `(l.file_id, l.sheet, l."row") > (${param(after.file)}::uuid, ${param(after.sheet)}, ${param(after.row)}::int)`,
        ]
      : []),
    ...(isChangedSince === undefined ? [] : [`(t.version <> l.after_version) = ${param(isChangedSince, 'boolean')}`]),
  ]
  const rows = await work.query<LineageRow & { readonly open: unknown }>(
    `select ${open.cell} as open, l.object_id as object, ${title ? `t.${title.name}` : 'null'} as title, l.file_id as file, nullif(l.sheet, '') as sheet, l."row", l.action,
       l.after_version as "afterVersion", t.version, ${isDeleted} as "isDeleted", t.version <> l.after_version as "isChangedSince"
     from import_lineage l join ${table.name} t on t.${table.key.name} = l.object_id and ${isSeen}
     where ${conditions.join(' and ')} order by l.file_id, l.sheet, l."row" limit ${param(limit, 'int')}`,
    parameters.values,
  )
  return rows.map(({ open: cell, ...row }) => {
    const readable = open.openIn(cell)
    return readable === 'all' || readable.has(resource.title) ? row : { ...row, title: null }
  })
}

/** What an undo has to take back, and how it stands now. */
export interface UndoRow {
  readonly object: string
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly action: 'created' | 'updated'
  readonly before: Readonly<Record<string, unknown>> | null
  readonly afterVersion: number
  /** As it stands; null where it is gone, or out of the caller's reach. */
  readonly version: number | null
}

const undoColumns =
  'object_id as object, file_id as file, sheet, "row", action, before, after_version as "afterVersion"'

interface UndoPage extends UndoKey {
  readonly before: LineagePlace | null
  readonly limit: number
}

/** The next rows to take back, the last first. They are held until the transaction ends, so that how they stand is how they are found. */
export async function listUndoRows(
  work: UnitOfWork,
  resource: Resource,
  { organization, job, leftBy, before, limit }: UndoPage,
): Promise<UndoRow[]> {
  const page = await work.query<Omit<UndoRow, 'version'>>(
    `select ${undoColumns} from import_lineage
     where organization_id = $1 and job_id = $2 and ${isLeftBy} and ($4::uuid is null or (file_id, sheet, "row") < ($4, $5, $6::int))
     order by file_id desc, sheet desc, "row" desc limit $7`,
    [organization, job, leftBy, before?.file ?? null, before?.sheet ?? null, before?.row ?? null, limit],
  )
  return asTheyStand(work, resource, page)
}

/** The same of rows that were tried before. */
export async function undoRowsOf(
  work: UnitOfWork,
  resource: Resource,
  { organization, job, objects }: JobKey & { readonly objects: readonly string[] },
): Promise<UndoRow[]> {
  if (!objects.length) return []
  const rows = await work.query<Omit<UndoRow, 'version'>>(
    `select ${undoColumns} from import_lineage
     where organization_id = $1 and job_id = $2 and resource = $3 and object_id = any($4::uuid[])
     order by file_id desc, sheet desc, "row" desc`,
    [organization, job, resource.name, objects],
  )
  return asTheyStand(work, resource, rows)
}

async function asTheyStand(
  work: UnitOfWork,
  resource: Resource,
  page: readonly Omit<UndoRow, 'version'>[],
): Promise<UndoRow[]> {
  const { name, key } = tableOf(resource)
  const isLive = resource.softDelete ? ' and deleted_at is null' : ''
  const standing = await work.query<{ key: string; version: number }>(
    `select ${key.name} as key, version from ${name} where ${key.name} = any($1::uuid[])${isLive} order by ${key.name} for update`,
    [page.map(({ object }) => object)],
  )
  const versions = new Map(standing.map((row) => [row.key, row.version]))
  return page.map((row) => ({ ...row, version: versions.get(row.object) ?? null }))
}

export async function countUndoRows(work: UnitOfWork, { organization, job, leftBy }: UndoKey): Promise<number> {
  const [found] = await work.query<{ count: number }>(
    `select count(*)::int as count from import_lineage where organization_id = $1 and job_id = $2 and ${isLeftBy}`,
    [organization, job, leftBy],
  )
  return found?.count ?? 0
}

/** What jobs made of a file, the latest first. */
export function listFileImports(
  work: UnitOfWork,
  { organization, file }: { readonly organization: string; readonly file: string },
): Promise<FileImport[]> {
  return work.query<FileImport>(
    `select job_id as job, resource as target, count(*) filter (where action = 'created')::int as created,
       count(*) filter (where action = 'updated')::int as updated, max(imported_at) as "importedAt"
     from import_lineage where organization_id = $1 and file_id = $2 group by 1, 2 order by 5 desc limit ${mostEntries}`,
    [organization, file],
  )
}
