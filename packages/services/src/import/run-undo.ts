import {
  countLineage,
  insertImportIssues,
  type LineagePlace,
  listUndoRows,
  type UndoRow,
  type UnitOfWork,
  undoRowsOf,
} from '@groundwork/db'
import {
  type Defined,
  DomainError,
  type JsonObject,
  type Resource,
  type ResourceSpec,
  resourceNamed,
} from '@groundwork/domain'
import type { DataJobRunner } from '../data-job/data-job-runner.ts'

const chunkRows = 1000

/** So many of the rows that were left are named in the result; all of them are issues of the job. */
const mostNamed = 100

interface Left {
  readonly object: string
  readonly row: number
  readonly rule: string
  readonly message: string
}

interface Progress {
  readonly place: LineagePlace | null
  readonly restored: number
  readonly removed: number
  readonly leftCount: number
  readonly left: readonly Left[]
  /** Rows of the last chunk that something stood in the way of: what did may go with the next. */
  readonly refused?: readonly string[]
}

/**
 * Takes an import back, the last row first: gives changed rows their earlier values and removes those that it made, each with the rights
 * of whoever asks for the undo. What somebody has changed since, or hung something on, stays as it is, and is told.
 */
export const runUndo: DataJobRunner = async ({ database }, run) => {
  const { organization, id, undoOf, target } = run.job
  if (!undoOf) throw new DomainError('invalid', 'The job says nothing to take back', { reason: 'nothing_to_undo' })
  const resource = resourceNamed(target)
  const total = await database.look(run.context, (work) => countLineage(work, { organization, job: undoOf }))
  const taking = { resource, organization, undo: id, undoOf }
  let progress: Progress = (run.cursor as unknown as Progress | null) ?? nothing
  for (let isOver = total === 0; !isOver; ) {
    run.signal.throwIfAborted()
    const taken = await database.withUnitOfWork(run.context, async (work) => {
      const before = progress.place
      const rows = await listUndoRows(work, resource, { organization, job: undoOf, before, limit: chunkRows })
      const isLast = rows.length < chunkRows
      const next = await takeBack(work, taking, { rows, progress, isLast })
      const done = next.restored + next.removed + next.leftCount
      const counts = { total, updated: next.restored + next.removed, skipped: next.leftCount }
      const told = { counts, progress: Math.min(99, Math.floor((done / total) * 100)) }
      await run.checkpoint(work, { ...told, cursor: next as unknown as JsonObject })
      return { next, isLast }
    })
    progress = taken.next
    isOver = taken.isLast
  }
  const { restored, removed, leftCount, left } = progress
  return {
    status: 'COMPLETED',
    resultLog: { undo_of: undoOf, restored, removed, left: leftCount, left_rows: left as unknown as JsonObject[] },
  }
}

const nothing: Progress = { place: null, restored: 0, removed: 0, leftCount: 0, left: [] }

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
  const { resource, organization, undoOf } = taking
  const before = new Set(progress.refused)
  const triedBefore = await undoRowsOf(work, resource, { organization, job: undoOf, objects: [...before] })
  const left: (Left & { readonly sheet: string })[] = []
  const leave = (row: UndoRow, rule: string, message: string) =>
    left.push({ object: row.object, row: row.row, sheet: row.sheet, rule, message })
  const standing = [...triedBefore, ...rows].filter((row) => {
    if (row.version === row.afterVersion) return true
    if (row.version === null) leave(row, 'gone', 'It is no longer there')
    else leave(row, 'changed_since', 'Somebody has changed it since')
    return false
  })
  const once = await takeOnce(work, taking, standing)
  // What stood in the way may be gone by now: a row that was made has the key that another one is to get back.
  const again = await takeOnce(
    work,
    taking,
    once.refused.map(({ row }) => row),
  )
  const refused: string[] = []
  for (const { row, refusal } of again.refused) {
    if (isLast || before.has(row.object)) leave(row, refusal.reason ?? refusal.code, refusal.message)
    else refused.push(row.object)
  }
  const restored = once.restored + again.restored
  const removed = once.removed + again.removed
  await tell(work, taking, { restored, removed, left })
  const last = rows.at(-1)
  const shown = left.map(({ sheet: _sheet, ...row }) => row)
  return {
    place: last ? { file: last.file, sheet: last.sheet, row: last.row } : progress.place,
    restored: progress.restored + restored,
    removed: progress.removed + removed,
    leftCount: progress.leftCount + left.length,
    left: [...progress.left, ...shown].slice(0, mostNamed),
    refused,
  }
}

interface Refused {
  readonly row: UndoRow
  readonly refusal: DomainError
}

/** Gives back what was changed, then removes what was made. */
async function takeOnce(work: UnitOfWork, taking: Taking, rows: readonly UndoRow[]) {
  const changed = rows.filter(({ action }) => action === 'updated')
  const made = rows.filter(({ action }) => action === 'created')
  const kept = await bySplitting(work, changed, (some) => restore(work, taking, some))
  const stuck = await bySplitting(work, made, (some) => remove(work, taking, some))
  return {
    restored: changed.length - kept.length,
    removed: made.length - stuck.length,
    refused: [...kept, ...stuck],
  }
}

/** All at once where that goes; otherwise by halves, so that a row that is in the way keeps no other from it. */
async function bySplitting(
  work: UnitOfWork,
  rows: readonly UndoRow[],
  write: (rows: readonly UndoRow[]) => Promise<unknown>,
): Promise<Refused[]> {
  const [first] = rows
  if (!first) return []
  const attempt = await work.attempt(() => write(rows))
  if ('result' in attempt) return []
  if (rows.length === 1) return [{ row: first, refusal: attempt.refusal }]
  const middle = rows.length >> 1
  return [
    ...(await bySplitting(work, rows.slice(0, middle), write)),
    ...(await bySplitting(work, rows.slice(middle), write)),
  ]
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

async function tell(
  work: UnitOfWork,
  { resource, organization, undo, undoOf }: Taking,
  {
    restored,
    removed,
    left,
  }: {
    readonly restored: number
    readonly removed: number
    readonly left: readonly (Left & { readonly sheet: string })[]
  },
): Promise<void> {
  for (const sheet of new Set(left.map((row) => row.sheet))) {
    const rows = left
      .filter((row) => row.sheet === sheet)
      .map(({ row, rule, message, object }) => ({
        row,
        cells: [],
        issues: [{ column: null, value: object, rule, message }],
      }))
    await insertImportIssues(work, { organization, job: undo, sheet, rows })
  }
  if (!restored && !removed) return
  const topic = `${resource.name}.importUndone`
  const payload = { job: undo, undoOf, restored, removed }
  work.emit({ topic, organization, resource: resource.name, objectId: undo, payload })
}
