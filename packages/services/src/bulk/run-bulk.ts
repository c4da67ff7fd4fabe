import {
  type Choice,
  type ChosenRow,
  countChosenRows,
  holdChosenRows,
  insertBulkChanges,
  insertImportIssues,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  type BulkParameters,
  bulkParameters,
  type DomainError,
  parseFilter,
  type Resource,
  readableBy,
  resourceNamed,
  snakeCase,
} from '@groundwork/domain'
import { z } from 'zod'
import { byHalves } from '../data-job/by-halves.ts'
import type { DataJobRun, DataJobRunner } from '../data-job/data-job-runner.ts'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import { chunkRows } from './chunk-rows.ts'
import { writeChosen } from './write-chosen.ts'

/** What a checkpoint keeps. */
const progressSchema = z.object({
  /** The key of the last row that is done; nothing that becomes of rows changes their order. */
  from: z.string().nullable(),
  /** How many there were when it began. */
  expected: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
})
type Progress = z.infer<typeof progressSchema>

const doneOf = ({ updated, unchanged, failed }: Progress) => updated + unchanged + failed

/**
 * Does one thing to every row of a list (UX 39), some hundreds in one transaction that also says how far it is: killed at any moment it
 * goes on behind them, and no row is done twice. Each row goes by the rights that whoever asked has at that moment; one that refuses stays
 * as it is and is told.
 */
export const runBulk: DataJobRunner = async ({ database }, run) => {
  const parameters = bulkParameters.parse(run.job.parameters)
  const resource = resourceNamed(run.job.target)
  const work = { resource, parameters }
  let progress = run.cursor
    ? progressSchema.parse(run.cursor)
    : {
        ...nothing,
        expected: await database.look(run.context, (look) =>
          countChosenRows(look, resource, choiceOf(run, work, run.context)),
        ),
      }
  for (let isOver = false; !isOver; ) {
    run.signal.throwIfAborted()
    const context = await run.askAgain()
    const chunk = await database.withUnitOfWork(context, (unit) => changeChunk(unit, run, { ...work, progress }))
    progress = chunk.progress
    isOver = chunk.isLast
  }
  return { status: 'COMPLETED', resultLog: { action: parameters.action, rows: doneOf(progress) } }
}

const nothing: Progress = { from: null, expected: 0, updated: 0, unchanged: 0, failed: 0 }

interface BulkWork {
  readonly resource: Resource
  readonly parameters: BulkParameters
}

/** The rows that its list had when it was asked for, as far as whoever asked sees them now. */
function choiceOf({ job }: DataJobRun, { resource, parameters }: BulkWork, context: WorkContext): Choice {
  const { filter, search, action } = parameters
  const readable = isUnlimited(context) ? {} : { readable: readableBy(principalOf(context)) }
  return {
    organization: job.organization,
    madeUntil: job.createdAt,
    query: {
      ...(filter !== undefined && {
        filter: parseFilter(filter, resource, { spelling: 'rest', mustAsk: true, ...readable }),
      }),
      ...(search?.trim() && { search: search.trim() }),
      ...(action === 'restore' && { trash: true }),
    },
  }
}

async function changeChunk(
  work: UnitOfWork,
  run: DataJobRun,
  { progress, ...bulk }: BulkWork & { readonly progress: Progress },
): Promise<{ readonly progress: Progress; readonly isLast: boolean }> {
  const { organization, id: job } = run.job
  const rows = await holdChosenRows(work, bulk.resource, {
    ...choiceOf(run, bulk, work.context),
    from: progress.from,
    // What hangs below something is mostly younger than that, and goes first.
    isBackwards: bulk.parameters.action === 'delete',
    limit: chunkRows,
  })
  const refusals = new Map<ChosenRow, DomainError>()
  const written = await byHalves(work, rows, {
    write: (some) => writeChosen(work, { ...bulk, details: { job } }, some),
    refused: (row, refusal) => refusals.set(row, refusal),
  })
  const changed = written.filter(({ isAsBefore }) => !isAsBefore)
  await insertBulkChanges(work, { organization, job }, changed)
  await tellRefusals(work, run, { rows, refusals, before: doneOf(progress) })
  if (changed.length) {
    const { name } = bulk.resource
    const payload = { job, action: bulk.parameters.action, count: changed.length }
    work.emit({ topic: `${name}.bulkChanged`, organization, resource: name, objectId: job, payload })
  }
  const isLast = rows.length < chunkRows
  const next: Progress = {
    ...progress,
    from: rows.at(-1)?.key ?? progress.from,
    updated: progress.updated + changed.length,
    // A row that went with another one of them is done as well.
    unchanged: progress.unchanged + rows.length - refusals.size - changed.length,
    failed: progress.failed + refusals.size,
  }
  await run.checkpoint(work, { ...toldOf(next, isLast), cursor: next })
  return { progress: next, isLast }
}

function toldOf(progress: Progress, isLast: boolean) {
  const { expected, updated, unchanged, failed } = progress
  const done = doneOf(progress)
  const total = isLast ? done : Math.max(expected, done)
  return {
    counts: { total, updated, unchanged, failed },
    progress: Math.min(99, Math.floor((100 * done) / Math.max(total, 1))),
  }
}

interface Refusals {
  readonly rows: readonly ChosenRow[]
  readonly refusals: ReadonlyMap<ChosenRow, DomainError>
  /** How many rows were gone through before these. */
  readonly before: number
}

/** Each with its place among the rows, and the row itself by its key. */
async function tellRefusals(
  work: UnitOfWork,
  { job }: DataJobRun,
  { rows, refusals, before }: Refusals,
): Promise<void> {
  const faulty = rows.flatMap((row, place) => {
    const refusal = refusals.get(row)
    return refusal ? [{ row: before + place + 1, cells: [], issues: issuesOf(row, refusal) }] : []
  })
  await insertImportIssues(work, { organization: job.organization, job: job.id, sheet: '', rows: faulty })
}

function issuesOf({ key: value }: ChosenRow, { code, reason, message, fields }: DomainError) {
  const rule = reason ?? code
  const told = Object.entries(fields ?? {})
  if (!told.length) return [{ column: null, value, rule, message }]
  return told.map(([path, [first = message]]) => ({ column: columnOf(path), value, rule, message: first }))
}

const columnOf = (path: string) =>
  path
    .split('.')
    .map((name, place) => (place ? name : snakeCase(name)))
    .join('.')
