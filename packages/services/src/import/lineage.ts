import {
  findSeenRecord,
  lineageOf,
  listFileImports,
  listImportIssues,
  listLineageRows,
  type Page,
  type WorkContext,
} from '@groundwork/db'
import {
  DataJob,
  type FileImport,
  type ImportIssue,
  invalidField,
  type JobIssuesQuery,
  type JobRowsQuery,
  knownResource,
  type LineageEntry,
  type LineageRow,
  notFound,
  printable,
  type Resource,
  StoredFile,
} from '@groundwork/domain'
import { z } from 'zod'
import { seesCells } from '../data-job/withhold-cells.ts'
import type { EngineServices } from '../resource/verbs.ts'

/** The files and rows that a record comes from, the latest first, for whoever may view it. */
export function rowLineage(
  { database }: EngineServices,
  context: WorkContext,
  resource: Resource,
  id: string,
): Promise<LineageEntry[]> {
  return database.look(context, async (work) => {
    const record = await findSeenRecord(work, resource, id)
    if (!record?.organization) throw notFound(resource.label)
    return lineageOf(work, resource, { organization: record.organization, object: id })
  })
}

/** The rows that a job made or changed, as far as the caller may view them, and which of them somebody has changed since. */
export async function dataJobRows(
  { database }: EngineServices,
  context: WorkContext,
  { id, limit, cursor, isChangedSince }: JobRowsQuery,
): Promise<Page<LineageRow>> {
  const { organization, target } = await database.reader(context).get(DataJob, id)
  const after = readPlace(place, cursor)
  const resource = knownResource(target)
  if (!resource?.importable) return { rows: [], nextCursor: null }
  const rows = await database.look(context, (work) =>
    listLineageRows(work, resource, { organization, job: id, after, limit: limit + 1, isChangedSince }),
  )
  return pageOf(rows, limit, ({ file, sheet, row }) => ({ file, sheet: sheet ?? '', row }))
}

/** What kept rows of a job's file from landing, in the order of the file. */
export async function dataJobIssues(
  { database }: EngineServices,
  context: WorkContext,
  { id, limit, cursor }: JobIssuesQuery,
): Promise<Page<ImportIssue>> {
  const job = await database.reader(context).get(DataJob, id)
  const { organization } = job
  const isTold = seesCells(context, job)
  const after = readPlace(z.string().regex(/^\d{1,18}$/), cursor)
  const issues = await database.look(context, (work) =>
    listImportIssues(work, { organization, job: id, after, limit: limit + 1 }),
  )
  const page = pageOf(issues, limit, (issue) => issue.id)
  return {
    ...page,
    rows: page.rows.map(({ row, sheet, column, value, rule, message }) => ({
      row,
      sheet: sheet || null,
      column,
      value: isTold ? value : null,
      rule,
      message,
    })),
  }
}

/** What has been made of a file, for whoever may see it. */
export function fileImports({ database }: EngineServices, context: WorkContext, id: string): Promise<FileImport[]> {
  return database.look(context, async (work) => {
    const { organization } = await work.get(StoredFile, id)
    return listFileImports(work, { organization, file: id })
  })
}

const place = z.object({ file: z.uuid(), sheet: printable, row: z.int32() })

function readPlace<Place>(schema: z.ZodType<Place>, cursor: string | null | undefined): Place | null {
  if (!cursor) return null
  const read = schema.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()))
  if (read.success) return read.data
  throw invalidField('cursor', 'Not a cursor of this list', 'invalid_cursor')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One row more was asked for than is shown: that there is one is why there is a next page. */
function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => unknown): Page<Row> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    rows: shown,
    nextCursor: hasMore ? Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') : null,
  }
}
