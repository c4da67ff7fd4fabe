import { insertImportIssues, type JobKey, type UnitOfWork } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import { z } from 'zod'
import type { DataJobOutcome } from './data-job-runner.ts'

/** So many of the rows that were left are named in the result; all of them are issues of the job. */
const mostNamed = 100

export const namedRow = z.object({ object: z.string(), row: z.int(), rule: z.string(), message: z.string() })

/** What an undo has left as it is, so far: part of its checkpoints. */
export const leftSoFar = z.object({
  count: z.int(),
  /** Of these: what something stood in the way of, which may be gone another time. */
  stuck: z.int(),
  named: z.array(namedRow),
})
type LeftSoFar = z.infer<typeof leftSoFar>

export const nothingLeft: LeftSoFar = { count: 0, stuck: 0, named: [] }

/** The rules of what is past taking back: nothing stands in its way that could go. */
const pastRules: readonly string[] = ['gone', 'changed_since']

/** As a version before noted it: it did not count what was stuck, which is told from the rows that it named. */
export const leftBefore = (count: number, named: LeftSoFar['named']): LeftSoFar => ({
  count,
  stuck: named.filter(({ rule }) => !pastRules.includes(rule)).length,
  named,
})

/** A row that an undo leaves as it is, and why. */
export interface LeftRow extends z.infer<typeof namedRow> {
  readonly sheet: string
  readonly isStuck: boolean
}

export type WhyLeft = Pick<LeftRow, 'rule' | 'message' | 'isStuck'>

/** A row as a job left it, and as it stands. */
interface Standing {
  readonly afterVersion: number
  /** Null where it is no longer there. */
  readonly version: number | null
}

/** Those that stand as the job left them, and why each of the others is past taking back. */
export function sortStanding<Row extends Standing>(
  rows: readonly Row[],
  leave: (row: Row, why: WhyLeft) => void,
): Row[] {
  return rows.filter((row) => {
    if (row.version === row.afterVersion) return true
    if (row.version === null)
      leave(row, { rule: 'gone', message: 'It is no longer where the job left it', isStuck: false })
    else leave(row, { rule: 'changed_since', message: 'Somebody has changed it since', isStuck: false })
    return false
  })
}

/** Why a row could not be taken back, for now. */
export const standsInTheWay = ({ reason, code, message }: DomainError): WhyLeft => ({
  rule: reason ?? code,
  message,
  isStuck: true,
})

/** Notes them as issues of the undo, by which another one finds them. */
export async function tellLeftRows(work: UnitOfWork, key: JobKey, left: readonly LeftRow[]): Promise<void> {
  for (const sheet of new Set(left.map((row) => row.sheet))) {
    const rows = left
      .filter((row) => row.sheet === sheet)
      .map(({ row, rule, message, object }) => ({
        row,
        cells: [],
        issues: [{ column: null, value: object, rule, message }],
      }))
    await insertImportIssues(work, { ...key, sheet, rows })
  }
}

export const withLeft = ({ count, stuck, named }: LeftSoFar, left: readonly LeftRow[]): LeftSoFar => ({
  count: count + left.length,
  stuck: stuck + left.filter(({ isStuck }) => isStuck).length,
  named: [...named, ...left.map(({ object, row, rule, message }) => ({ object, row, rule, message }))].slice(
    0,
    mostNamed,
  ),
})

interface Undone {
  readonly restored: number
  readonly removed: number
  readonly left: LeftSoFar
}

export const undoneOutcome = (undoOf: string, { restored, removed, left }: Undone): DataJobOutcome => ({
  status: 'COMPLETED',
  undoLeft: left.stuck,
  resultLog: { undo_of: undoOf, restored, removed, left: left.count, left_rows: left.named },
})

/** The job that an undo takes back. @throws DomainError invalid */
export function requireUndone({ undoOf, ...job }: { readonly undoOf: string | null; readonly organization: string }) {
  if (undoOf) return { organization: job.organization, job: undoOf }
  throw new DomainError('invalid', 'The job says nothing to take back', { reason: 'nothing_to_undo' })
}
