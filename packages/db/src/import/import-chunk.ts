import type { Cell, DataJobCounts, RowIssue } from '@groundwork/domain'
import type { JobKey } from '../data-job/data-job-lease.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** Says that a chunk is done, in the transaction that does it. @throws DomainError conflict where it was done before */
export async function insertImportChunk(
  work: UnitOfWork,
  { organization, job, number, counts }: JobKey & { readonly number: number; readonly counts: Partial<DataJobCounts> },
): Promise<void> {
  await work.query('insert into import_chunk (organization_id, job_id, number, counts) values ($1, $2, $3, $4)', [
    organization,
    job,
    number,
    JSON.stringify(counts),
  ])
}

/** What is wrong with a row of a file, to be mended and brought in again. */
export interface FaultyRow {
  readonly row: number
  readonly issues: readonly RowIssue[]
  readonly cells: readonly Cell[]
}

/** Of a row with several faults the first one keeps its cells. */
export async function insertImportIssues(
  work: UnitOfWork,
  { organization, job, sheet, rows }: JobKey & { readonly sheet: string; readonly rows: readonly FaultyRow[] },
): Promise<void> {
  const lines = rows.flatMap(({ row, issues, cells }) =>
    issues.map((issue, place) => ({ row, ...issue, cells: place === 0 ? cells : null })),
  )
  if (!lines.length) return
  await work.query(
    `insert into import_issue (organization_id, job_id, sheet, "row", "column", value, rule, message, cells)
     select $1, $2, $3, i."row", i."column", i.value, i.rule, i.message, i.cells
     from json_to_recordset($4::json) i("row" int, "column" text, value text, rule text, message text, cells jsonb)`,
    [organization, job, sheet, JSON.stringify(lines, storable)],
  )
}

/** A sheet may hold what a database cannot. */
const storable = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replace(/[\0\p{Surrogate}]/gu, '\ufffd') : value

export async function hasImportIssues(work: UnitOfWork, { organization, job }: JobKey): Promise<boolean> {
  const found = await work.query('select from import_issue where organization_id = $1 and job_id = $2 limit 1', [
    organization,
    job,
  ])
  return found.length > 0
}

export interface KeptIssue {
  readonly id: string
  readonly row: number
  readonly sheet: string
  readonly column: string | null
  readonly value: string | null
  readonly rule: string
  readonly message: string
}

interface IssuePage extends JobKey {
  readonly after: string | null
  readonly limit: number
}

/** What is wrong, in the order of the file, a page at a time. */
export function listImportIssues(
  work: UnitOfWork,
  { organization, job, after, limit }: IssuePage,
): Promise<KeptIssue[]> {
  return work.query<KeptIssue>(
    `select id::text, "row", sheet, "column", value, rule, message from import_issue
     where organization_id = $1 and job_id = $2 and id > coalesce($3::bigint, 0) order by import_issue.id limit $4`,
    [organization, job, after, limit],
  )
}

/** With the row as the file has it, on the first of its issues. */
export interface KeptCells extends KeptIssue {
  readonly cells: readonly (string | number | boolean | null)[] | null
}

/** The same with cells, one issue after the other until they hold so many `characters`: rows may be long. */
export function listFaultyCells(
  work: UnitOfWork,
  { organization, job, after, limit, characters }: IssuePage & { readonly characters: number },
): Promise<KeptCells[]> {
  const issueBehind = (id: string) => `
    select import_issue as issue, coalesce(length(cells::text), 0)::bigint as characters from import_issue
    where organization_id = $1 and job_id = $2 and id > ${id} order by id limit 1`
  return work.query<KeptCells>(
    `with recursive page(place, issue, taken) as (
       select 1, issue, characters from (${issueBehind('coalesce($3::bigint, 0)')}) first
       union all
       select place + 1, behind.issue, taken + behind.characters
       from page cross join lateral (${issueBehind('(page.issue).id')}) behind where place < $4 and taken < $5
     )
     select (issue).id::text, (issue)."row", (issue).sheet, (issue)."column", (issue).value, (issue).rule, (issue).message,
       (issue).cells from page order by place`,
    [organization, job, after, limit, characters],
  )
}

/** How often one rule was broken in one column; null where it is the row as a whole. */
export interface CountedFault {
  readonly rule: string
  readonly column: string | null
  readonly count: number
}

export interface FaultCounts {
  readonly faults: readonly CountedFault[]
  /** Where the next stretch begins; null where there is none. */
  readonly last: string | null
}

/** How often each rule was broken, among the next so many issues. */
export async function countImportIssues(
  work: UnitOfWork,
  { organization, job, after, limit }: IssuePage,
): Promise<FaultCounts> {
  const counted = await work.query<CountedFault & { readonly last: string }>(
    `select rule, "column", count(*)::int as count, (max(max(id)) over ())::text as last from (
       select id, rule, "column" from import_issue
       where organization_id = $1 and job_id = $2 and id > coalesce($3::bigint, 0) order by id limit $4
     ) page group by rule, "column" order by count desc, rule, "column"`,
    [organization, job, after, limit],
  )
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  return {
    faults: counted.map(({ rule, column, count }) => ({ rule, column, count })),
    last: total === limit ? (counted[0]?.last ?? null) : null,
  }
}
