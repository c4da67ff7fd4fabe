import type { ImportPlan } from './import-plan.ts'
import type { ReadRow } from './read-row.ts'
import { issueOn, type RowIssue } from './row-issue.ts'

/** The row that is there already, and what of it the caller may see. */
interface Standing {
  readonly values: Readonly<Record<string, unknown>>
  readonly readable: ReadonlySet<string> | 'all'
}

/**
 * Where a row says, or the row that it means is, something else than what all of the file must be: a session of one country neither
 * makes nor changes rows of another (seed 002).
 */
export function fixedFaults({ columns }: ImportPlan, row: ReadRow, standing: Standing | null): readonly RowIssue[] {
  const faults: RowIssue[] = []
  for (const planned of columns) {
    const { fixed, column } = planned
    if (fixed === undefined) continue
    // Of a field that is closed to the caller nothing is told: what they may not reach is refused when it is written.
    const isOpen = standing?.readable === 'all' || standing?.readable.has(column.into)
    if (isOther(row.values[column.into], fixed) || (isOpen && isOther(standing?.values[column.into], fixed)))
      faults.push(issueOn(planned, row.cells, { rule: 'fixed_value', message: `Must be ${fixed}` }))
  }
  return faults
}

const isOther = (value: unknown, fixed: string) => value !== undefined && value !== null && value !== fixed
