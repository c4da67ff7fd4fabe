import type { z } from 'zod'
import type { DomainError } from '../error/domain-error.ts'
import { issueInWords } from '../error/issue-in-words.ts'
import { snakeCase } from '../resource/names.ts'
import type { Cell } from './cell.ts'
import type { ImportPlan, PlannedColumn } from './import-plan.ts'

/** What is wrong with a row of a file, told on the column that has to be mended; null where it is the row as a whole. */
export interface RowIssue {
  /** As the header of the file names it, or the column where the file has none. */
  readonly column: string | null
  readonly value: string | null
  /** Stable: programs and the error grid know it. */
  readonly rule: string
  readonly message: string
}

/** So much of a value is told: enough to find it again. */
const mostShown = 200

export function shownCell(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined) return null
  return (cell instanceof Date ? cell.toISOString() : String(cell)).slice(0, mostShown)
}

export const issueOn = (
  { header, column, place }: PlannedColumn,
  cells: readonly Cell[],
  { rule, message }: Pick<RowIssue, 'rule' | 'message'>,
): RowIssue => ({
  column: header ?? column.name,
  value: place === null ? null : shownCell(cells[place]),
  rule,
  message,
})

/** What a schema said, on the columns that it speaks of. */
export const issuesOfSchema = (plan: ImportPlan, cells: readonly Cell[], { issues }: z.ZodError): RowIssue[] =>
  issues.map((issue) => issueAt(plan, cells, { path: issue.path, rule: issue.code, message: issueInWords(issue) }))

/** What the engine refused, on the columns that it speaks of. */
export function issuesOfRefusal(
  plan: ImportPlan,
  cells: readonly Cell[],
  { code, reason, message, fields }: DomainError,
): RowIssue[] {
  const rule = reason ?? code
  const told = Object.entries(fields ?? {})
  if (!told.length) return [{ column: null, value: null, rule, message }]
  return told.map(([path, messages]) =>
    issueAt(plan, cells, { path: path.split('.'), rule, message: messages[0] ?? message }),
  )
}

interface Told extends Pick<RowIssue, 'rule' | 'message'> {
  readonly path: readonly PropertyKey[]
}

export function issueAt(plan: ImportPlan, cells: readonly Cell[], { path, rule, message }: Told): RowIssue {
  const [into, member] = path
  const among = plan.columns.filter(({ column }) => column.into === into)
  const meant = among.find(({ column }) => column.key === member) ?? among[0]
  if (meant) return issueOn(meant, cells, { rule, message })
  const column = typeof into === 'string' ? [snakeCase(into), ...path.slice(1)].map(String).join('.') : null
  return { column, value: null, rule, message }
}
