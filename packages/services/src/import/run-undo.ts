import { countUndoRows, lastUndoOf, listUndoRows, type UndoRow, type UnitOfWork, undoRowsOf } from '@groundwork/db'
import { type Defined, type DomainError, type Resource, type ResourceSpec, resourceNamed } from '@groundwork/domain'
import { z } from 'zod'
import { byHalves } from '../data-job/by-halves.ts'
import type { DataJobRunner } from '../data-job/data-job-runner.ts'
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

const chunkRows = 1000

const progressSchema = z.object({
  /** What an undo that came before has left is all that this one looks at, from beginning to end. */
  leftBy: z.string().nullable(),
  place: z.object({ file: z.string(), sheet: z.string(), row: z.int() }).nullable(),
  restored: z.int(),
  removed: z.int(),
  left: leftSoFar,
  /** Rows of the last chunk that something stood in the way of: what did may go with the next. */
  refused: z.array(z.string()),
})
type Progress = z.infer<typeof progressSchema>

const progressBefore = progressSchema
  .omit({ leftBy: true })
  .extend({ leftCount: z.int(), left: z.array(namedRow), refused: z.array(z.string()).default([]) })
  .transform(({ leftCount, left, ...rest }): Progress => ({ ...rest, leftBy: null, left: leftBefore(leftCount, left) }))

/** Checkpoints of today, and of the version before: an undo that was under way when it was replaced goes on. */
export const undoProgress = z.union([progressSchema, progressBefore])

/**
 * Takes an import back, the last row first: gives changed rows their earlier values and removes those that it made, each with the rights
 * of whoever asks for the undo. What somebody has changed since, or hung something on, stays as it is, and is told.
 */
export const runUndo: DataJobRunner = async ({ database }, run) => {
  const key = requireUndone(run.job)
  const resource = resourceNamed(run.job.target)
  const taking = { resource, organization: key.organization, undo: run.job.id, undoOf: key.job }
  let progress = run.cursor
    ? undoProgress.parse(run.cursor)
    : { ...nothing, leftBy: await database.look(run.context, (work) => lastUndoOf(work, key)) }
  const { leftBy } = progress
  const total = await database.look(run.context, (work) => countUndoRows(work, { ...key, leftBy }))
  for (let isOver = total === 0; !isOver; ) {
    run.signal.throwIfAborted()
    const taken = await database.withUnitOfWork(run.context, async (work) => {
      const rows = await listUndoRows(work, resource, { ...key, leftBy, before: progress.place, limit: chunkRows })
      const isLast = rows.length < chunkRows
      const next = await takeBack(work, taking, { rows, progress, isLast })
      const updated = next.restored + next.removed
      const skipped = next.left.count
      const percent = Math.min(99, Math.floor(((updated + skipped) / total) * 100))
      await run.checkpoint(work, { counts: { total, updated, skipped }, progress: percent, cursor: next })
      return { next, isLast }
    })
    progress = taken.next
    isOver = taken.isLast
  }
  return undoneOutcome(key.job, progress)
}

const nothing = { place: null, restored: 0, removed: 0, left: nothingLeft, refused: [] }

interface Taking {
  readonly resource: Resource
  readonly organization: string
  readonly undo: string
  readonly undoOf: string
}

interface Chunk {
  readonly rows: readonly UndoRow[]
  readonly progress: Progress
  readonly isLast: boolean
}

async function takeBack(work: UnitOfWork, taking: Taking, { rows, progress, isLast }: Chunk): Promise<Progress> {
  const { resource, organization, undo, undoOf } = taking
  const before = new Set(progress.refused)
  const triedBefore = await undoRowsOf(work, resource, { organization, job: undoOf, objects: [...before] })
  const left: LeftRow[] = []
  const leave = ({ object, row, sheet }: UndoRow, why: WhyLeft) => left.push({ object, row, sheet, ...why })
  const once = await takeOnce(work, taking, sortStanding([...triedBefore, ...rows], leave))
  // What stood in the way may be gone by now: a row that was made has the key that another one is to get back.
  const again = await takeOnce(work, taking, [...once.refused.keys()])
  const refused: string[] = []
  for (const [row, refusal] of again.refused) {
    if (isLast || before.has(row.object)) leave(row, standsInTheWay(refusal))
    else refused.push(row.object)
  }
  const restored = once.restored + again.restored
  const removed = once.removed + again.removed
  await tellLeftRows(work, { organization, job: undo }, left)
  if (restored || removed) {
    const payload = { job: undo, undoOf, restored, removed }
    work.emit({
      topic: `${resource.name}.importUndone`,
      organization,
      resource: resource.name,
      objectId: undo,
      payload,
    })
  }
  const last = rows.at(-1)
  return {
    ...progress,
    place: last ? { file: last.file, sheet: last.sheet, row: last.row } : progress.place,
    restored: progress.restored + restored,
    removed: progress.removed + removed,
    left: withLeft(progress.left, left),
    refused,
  }
}

/** Gives back what was changed, then removes what was made. */
async function takeOnce(work: UnitOfWork, taking: Taking, rows: readonly UndoRow[]) {
  const refused = new Map<UndoRow, DomainError>()
  const telling = { refused: (row: UndoRow, refusal: DomainError) => refused.set(row, refusal) }
  const changed = rows.filter(({ action }) => action === 'updated')
  const made = rows.filter(({ action }) => action === 'created')
  await byHalves(work, changed, { ...telling, write: (some) => restore(work, taking, some) })
  await byHalves(work, made, { ...telling, write: (some) => remove(work, taking, some) })
  const taken = (some: readonly UndoRow[]) => some.filter((row) => !refused.has(row)).length
  return { restored: taken(changed), removed: taken(made), refused }
}

const restore = (work: UnitOfWork, { resource, undo, undoOf }: Taking, rows: readonly UndoRow[]) =>
  work.changeEach(
    resource as Defined<ResourceSpec>,
    rows.map(({ object, before, afterVersion }) => ({
      key: object,
      changes: before ?? {},
      expectedVersion: afterVersion,
    })),
    { isToldTogether: true, details: (place) => ({ job: undo, undoOf, row: rows[place]?.row ?? 0 }) },
  )

const remove = (work: UnitOfWork, { resource, undo, undoOf }: Taking, rows: readonly UndoRow[]) =>
  work.removeMany(
    resource as Defined<ResourceSpec>,
    rows.map(({ object }) => object),
    { isToldTogether: true, isTriedOnce: true, isAlone: true, details: { job: undo, undoOf } },
  )
