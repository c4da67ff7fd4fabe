import { type BulkUndoRow, countBulkUndoRows, holdBulkUndoRows, lastUndoOf, type UnitOfWork } from '@groundwork/db'
import {
  type BulkUndoParameters,
  bulkUndoParameters,
  type Defined,
  type JsonObject,
  type Resource,
  type ResourceSpec,
  resourceNamed,
} from '@groundwork/domain'
import { z } from 'zod'
import { byHalves } from '../data-job/by-halves.ts'
import type { DataJobRun, DataJobRunner } from '../data-job/data-job-runner.ts'
import {
  type LeftRow,
  leftBefore,
  leftSoFar,
  namedRow,
  nothingLeft,
  requireUndone,
  sortStanding,
  standsInTheWay,
  tellLeftRows,
  undoneOutcome,
  type WhyLeft,
  withLeft,
} from '../data-job/left-rows.ts'
import { chunkRows } from './chunk-rows.ts'
import { restoreRows } from './write-chosen.ts'

const progressSchema = z.object({
  /** What an undo that came before has left is all that this one looks at, from beginning to end. */
  leftBy: z.string().nullable(),
  from: z.string().nullable(),
  expected: z.int(),
  done: z.int(),
  restored: z.int(),
  removed: z.int(),
  left: leftSoFar,
})
type Progress = z.infer<typeof progressSchema>

const progressBefore = progressSchema
  .omit({ leftBy: true })
  .extend({ left: z.array(namedRow) })
  .transform(
    ({ left, ...rest }): Progress => ({
      ...rest,
      leftBy: null,
      left: leftBefore(rest.done - rest.restored - rest.removed, left),
    }),
  )

/** Checkpoints of today, and of the version before: an undo that was under way when it was replaced goes on. */
export const bulkUndoProgress = z.union([progressSchema, progressBefore])

/**
 * Takes a change of many rows back, each with the rights that whoever asks for it has at that moment: earlier values are given back, what
 * went into the trash comes out of it. What somebody has changed since stays as it is, and is told.
 */
export const undoBulk: DataJobRunner = async ({ database }, run) => {
  const key = requireUndone(run.job)
  const { action } = bulkUndoParameters.parse(run.job.parameters)
  const taking = { resource: resourceNamed(run.job.target), action, undoOf: key.job }
  let progress = run.cursor
    ? bulkUndoProgress.parse(run.cursor)
    : await database.look(run.context, async (look) => {
        const leftBy = await lastUndoOf(look, key)
        return { ...nothing, leftBy, expected: await countBulkUndoRows(look, { ...key, leftBy }) }
      })
  for (let isOver = false; !isOver; ) {
    run.signal.throwIfAborted()
    const context = await run.askAgain()
    const chunk = await database.withUnitOfWork(context, (work) => takeBack(work, run, { ...taking, progress }))
    progress = chunk.progress
    isOver = chunk.isLast
  }
  return undoneOutcome(key.job, progress)
}

const nothing = { from: null, done: 0, restored: 0, removed: 0, left: nothingLeft }

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
  const rows = await holdBulkUndoRows(work, resource, {
    organization,
    job: undoOf,
    leftBy: progress.leftBy,
    from: progress.from,
    // What came out of the trash goes back from below, as it would go by itself.
    isBackwards: action === 'delete',
    limit: chunkRows,
    action,
  })
  const left: LeftRow[] = []
  const leave = ({ object }: BulkUndoRow, why: WhyLeft) =>
    left.push({ object, row: progress.done + left.length + 1, sheet: '', ...why })
  const taken = await byHalves(work, sortStanding(rows, leave), {
    write: (some) => write(work, taking, { rows: some, details: { job: undo, undoOf } }),
    refused: (row, refusal) => leave(row, standsInTheWay(refusal)),
  })
  await tellLeftRows(work, { organization, job: undo }, left)
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
    left: withLeft(progress.left, left),
  }
  const updated = next.restored + next.removed
  const counts = { total: Math.max(next.expected, next.done), updated, skipped: next.done - updated }
  const percent = Math.min(99, Math.floor((100 * next.done) / Math.max(next.expected, 1)))
  await run.checkpoint(work, { counts, progress: percent, cursor: next })
  return { progress: next, isLast: rows.length < chunkRows }
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
