import { listFaultyCells, type WorkContext } from '@groundwork/db'
import { DataJob, type FaultyRow, type FaultyRows, type FaultyRowsQuery, invalidField } from '@groundwork/domain'
import { z } from 'zod'
import { seesCells } from '../data-job/withhold-cells.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { type FaultyLine, readFaultyRows } from './read-faulty-rows.ts'

/** Of one look at what is wrong, and of a whole answer: rows may be long. */
const issuesAtOnce = 200
const mostCharacters = 2_000_000

/**
 * The rows of a file that did not land, with all their cells, so that they can be mended where they stand (seed 001, error grid). Whoever
 * may not see cells of the job hears what is wrong, and where.
 */
export async function listFaultyRows(
  { database }: EngineServices,
  context: WorkContext,
  { id, limit, cursor }: FaultyRowsQuery,
): Promise<FaultyRows> {
  const job = await database.reader(context).get(DataJob, id)
  const { organization } = job
  const pages = readFaultyRows(
    (after) =>
      database.look(context, (work) =>
        listFaultyCells(work, { organization, job: id, after, limit: issuesAtOnce, characters: mostCharacters }),
      ),
    placeIn(cursor),
  )
  const { lines, isCut } = await firstOf(pages, limit)
  const isTold = seesCells(context, job)
  return {
    header: headerOf(job.resultLog),
    rows: lines.map((line) => shownRow(line, isTold)),
    nextCursor: isCut ? cursorAt(lines.at(-1)?.end ?? '') : null,
  }
}

/** As many rows as are asked for, fewer where they are long, and whether there are more. */
async function firstOf(pages: AsyncIterable<readonly FaultyLine[]>, limit: number) {
  const lines: FaultyLine[] = []
  let characters = 0
  for await (const page of pages) {
    for (const line of page) {
      characters += JSON.stringify(line.cells ?? []).length
      if (lines.length === limit || (lines.length && characters > mostCharacters)) return { lines, isCut: true }
      lines.push(line)
    }
  }
  return { lines, isCut: false }
}

const shownRow = ({ row, sheet, cells, issues }: FaultyLine, isTold: boolean): FaultyRow => ({
  row,
  sheet: sheet || null,
  cells: isTold && cells ? cells.map(shownCell) : null,
  issues: issues.map(({ column, value, rule, message }) => ({ column, value: isTold ? value : null, rule, message })),
})

/** A day is kept as the moment at which it begins. */
const shownCell = (cell: NonNullable<FaultyLine['cells']>[number]) =>
  typeof cell === 'string' ? cell.replace(/^(\d{4}-\d\d-\d\d)T00:00:00\.000Z$/, '$1') : cell

const names = z.object({ header: z.array(z.string()) })
const headerOf = (resultLog: unknown): string[] => names.safeParse(resultLog).data?.header ?? []

const cursorAt = (end: string) => Buffer.from(end).toString('base64url')

function placeIn(cursor: string | null | undefined): string | null {
  if (!cursor) return null
  const place = Buffer.from(cursor, 'base64url').toString()
  if (/^\d{1,18}$/.test(place)) return place
  throw invalidField('cursor', 'Not a cursor of this list', 'invalid_cursor')
}
