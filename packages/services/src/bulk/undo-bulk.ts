import {
  type BulkUndoRow,
  countBulkChanges,
  holdBulkUndoRows,
  insertImportIssues,
  type UnitOfWork,
} from '@groundwork/db'
import {
  type BulkUndoParameters,
  bulkUndoParameters,
  type Defined,
  DomainError,
  type JsonObject,
  type Resource,
  type ResourceSpec,
  resourceNamed,
} from '@groundwork/domain'
import { z } from 'zod'
import type { DataJobRun, DataJobRunner } from '../data-job/data-job-runner.ts'
import { byHalves } from './by-halves.ts'
import { chunkRowsOf } from './chunk-rows.ts'
import { restoreRows } from './write-chosen.ts'

/** So many of the rows that were left are named in the result; all of them are issues of the job. */
const mostNamed = 100

const leftRow = z.object({ object: z.string(), row: z.int(), rule: z.string(), message: z.string() })
type LeftRow = z.infer<typeof leftRow>

const progressSchema = z.object({
  from: z.string().nullable(),
  expected: z.int(),
  done: z.int(),
  restored: z.int(),
  removed: z.int(),
  left: z.array(leftRow),
})
type Progress = z.infer<typeof progressSchema>

/**
 * Takes a change of many rows back, each with the rights that whoever asks for it has at that moment: earlier values are given back, what
 * went into the trash comes out of it. What somebody has changed since stays as it is, and is told.
 */
export const undoBulk: DataJobRunner = async ({ database }, run) => {
  const { organization, undoOf, target } = run.job
  if (!undoOf) throw new DomainError('invalid', 'The job says nothing to take back', { reason: 'nothing_to_undo' })
  const { action } = bulkUndoParameters.parse(run.job.parameters)
  const taking = { resource: resourceNamed(target), action, undoOf }
  let progress = run.cursor
    ? progressSchema.parse(run.cursor)
    : {
        ...nothing,
        expected: await database.look(run.context, (look) => countBulkChanges(look, { organization, job: undoOf })),
      }
  for (let isOver = false; !isOver; ) {
    run.signal.throwIfAborted()
    const context = await run.askAgain()
    const chunk = await database.withUnitOfWork(context, (work) => takeBack(work, run, { ...taking, progress }))
    progress = chunk.progress
    isOver = chunk.isLast
  }
  const { restored, removed, done, left } = progress
  return {
    status: 'COMPLETED',
    resultLog: { undo_of: undoOf, restored, removed, left: done - restored - removed, left_rows: left },
  }
}

const nothing: Progress = { from: null, expected: 0, done: 0, restored: 0, removed: 0, left: [] }

interface Taking extends BulkUndoParameters {
  readonly resource: Resource
  readonly undoOf: string
}

async function takeBack(
  work: UnitOfWork,
  run: DataJobRun,
  { progress, ...taking }: Taking & { readonly progress: Progress },
): Promise<{ readonly progress: Progress; readonly isLast: boolean }> {
  const { resource, action, undoOf } = taking
  const { organization, id: undo } = run.job
  const limit = chunkRowsOf(action)
  const rows = await holdBulkUndoRows(work, resource, {
    organization,
    job: undoOf,
    from: progress.from,
    // What came out of the trash goes back from below, as it would go by itself.
    isBackwards: action === 'delete',
    limit,
    action,
  })
  const left: LeftRow[] = []
  const leave = ({ object }: BulkUndoRow, rule: string, message: string) =>
    left.push({ object, row: progress.done + left.length + 1, rule, message })
  const standing = rows.filter((row) => {
    if (row.version === row.afterVersion) return true
    if (row.version === null) leave(row, 'gone', 'It is no longer where this change left it')
    else leave(row, 'changed_since', 'Somebody has changed it since')
    return false
  })
  const taken = await byHalves(work, standing, {
    write: (some) => write(work, taking, { rows: some, details: { job: undo, undoOf } }),
    refused: (row, { reason, code, message }) => leave(row, reason ?? code, message),
  })
  const issues = left.map(({ row, rule, message, object }) => ({
    row,
    cells: [],
    issues: [{ column: null, value: object, rule, message }],
  }))
  await insertImportIssues(work, { organization, job: undo, sheet: '', rows: issues })
  if (taken.length) {
    const payload = { job: undo, undoOf, action, count: taken.length }
    work.emit({ topic: `${resource.name}.bulkUndone`, organization, resource: resource.name, objectId: undo, payload })
  }
  const next: Progress = {
    ...progress,
    from: rows.at(-1)?.object ?? progress.from,
    done: progress.done + rows.length,
    restored: progress.restored + (action === 'delete' ? 0 : taken.length),
    removed: progress.removed + (action === 'delete' ? taken.length : 0),
    left: [...progress.left, ...left].slice(0, mostNamed),
  }
  const updated = next.restored + next.removed
  const counts = { total: Math.max(next.expected, next.done), updated, skipped: next.done - updated }
  const percent = Math.min(99, Math.floor((100 * next.done) / Math.max(next.expected, 1)))
  await run.checkpoint(work, { counts, progress: percent, cursor: next })
  return { progress: next, isLast: rows.length < limit }
}

interface Rows {
  readonly rows: readonly BulkUndoRow[]
  readonly details: JsonObject
}

function write(
  work: UnitOfWork,
  { resource: of, action }: Taking,
  { rows, details }: Rows,
): Promise<readonly object[]> {
  const resource = of as Defined<ResourceSpec>
  const keys = rows.map(({ object }) => object)
  if (action === 'restore') return restoreRows(work, resource, { keys, details })
  const told = { isToldTogether: true, details } as const
  if (action === 'delete') return work.removeMany(resource, keys, { ...told, isTriedOnce: true, isAlone: true })
  const changes = rows.map(({ object, before, afterVersion }) => ({
    key: object,
    changes: before ?? {},
    expectedVersion: afterVersion,
  }))
  return work.changeEach(resource, changes, told)
}
