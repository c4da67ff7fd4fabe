import type { Cell } from './cell.ts'
import { transformCell } from './cell-transform.ts'
import type { ImportPlan, PlannedColumn } from './import-plan.ts'
import { readCell } from './read-cell.ts'
import { issueOn, type RowIssue } from './row-issue.ts'

/** A row of a file as the resource understands it, before it is known which row of ours it means. */
export interface ReadRow {
  /** As the person sees it in the sheet. */
  readonly number: number
  readonly cells: readonly Cell[]
  /** By field. Custom fields that were named are a member of `customFields`; references still are what the file calls them. */
  readonly values: Record<string, unknown>
  /** What new rows get where the file says nothing. */
  readonly fallbacks: Record<string, unknown>
  readonly issues: RowIssue[]
}

/** A row as it comes out of a file. */
export interface GivenRow extends Pick<ReadRow, 'number' | 'cells'> {
  /** A cell too many has pushed others under names that are not theirs. */
  readonly isTooWide?: true
}

export function readRow(plan: ImportPlan, { number, cells: given, isTooWide }: GivenRow): ReadRow {
  const mended = plan.corrections.get(number)
  const cells = mended ? given.map((cell, place) => mendedCell(mended.get(place), cell)) : given
  const row: ReadRow = { number, cells, values: {}, fallbacks: {}, issues: [] }
  if (plan.leftOut.has(number)) return row
  // Whoever has mended a row has seen what stands under which name.
  if (isTooWide && !mended) row.issues.push(tooWide)
  for (const planned of plan.columns) {
    const cell = planned.place === null ? null : (cells[planned.place] ?? null)
    if (planned.fallback === undefined || !isBlank(cell)) {
      readInto(plan, row, planned, cell)
      continue
    }
    // A key that the file leaves to the default is the same for every row, whether it is there or not.
    const target = plan.match.includes(planned.column.into) ? row.values : row.fallbacks
    readInto(plan, { ...row, values: target }, planned, planned.fallback)
  }
  return row
}

const mendedCell = (text: string | undefined, cell: Cell): Cell => (text === undefined ? cell : text || null)

const tooWide: RowIssue = {
  column: null,
  value: null,
  rule: 'too_many_cells',
  message: 'The row has more cells than the header has names',
}

const isBlank = (cell: Cell) => cell === null || (typeof cell === 'string' && cell.trim() === '')

function readInto(plan: ImportPlan, row: ReadRow, planned: PlannedColumn, cell: Cell): void {
  const { column, transforms } = planned
  const read = readCell(column, transforms.length ? transformCell(cell, transforms) : cell, plan.reading)
  if ('issue' in read) row.issues.push(issueOn(planned, row.cells, read.issue))
  else if (read.value === undefined) return
  else if (column.key === undefined) row.values[column.into] = read.value
  else row.values[column.into] = { ...(row.values[column.into] as object | undefined), [column.key]: read.value }
}

/** The references that a plan reads, each with the columns by which the row behind it may be named. */
export const referencesOfPlan = (plan: ImportPlan): readonly PlannedColumn[] =>
  plan.columns.filter(({ column }) => column.by && column.key === undefined)
