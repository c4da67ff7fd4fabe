import { insertImportChunk, insertImportIssues, insertLineage, listCustomFields, type UnitOfWork } from '@groundwork/db'
import {
  type DataJobCounts,
  type ImportPlan,
  importParameters,
  type JsonObject,
  planImport,
  resourceNamed,
} from '@groundwork/domain'
import { openSpreadsheet, type SheetRow, type Spreadsheet } from '@groundwork/spreadsheet'
import type { DataJobOutcome, DataJobRun, DataJobRunner, DataJobServices } from '../data-job/data-job-runner.ts'
import { forgetTraces } from './forget-traces.ts'
import { keepFaultyRows } from './keep-faulty-rows.ts'
import { keepImportLog } from './keep-import-log.ts'
import { landRows, type RowOutcome } from './land-rows.ts'
import { oneAhead } from './one-ahead.ts'
import { originOf } from './origin-of.ts'
import { type InputPin, type PinnedInput, pinInput } from './pin-input.ts'
import { rememberMapping } from './remember-mapping.ts'
import { rowChunks } from './row-chunks.ts'
import { type PreparedRow, RowPreparer } from './row-preparer.ts'
import { addSamples, type Sample } from './sample-differences.ts'

/** One transaction each: large enough that a statement is worth its way, small enough that nobody waits for it. */
const chunkRows = 500
/** Of rows that name each other: a dry run sees no further than its chunk. */
const chunkRowsInTurn = 2000

/** What a checkpoint keeps, besides what landed. */
interface Progress {
  readonly chunk: number
  readonly counts: DataJobCounts
  readonly samples: readonly Sample[]
}

/**
 * Brings the rows of a file in, chunk by chunk, each in one transaction that also says it is done: killed at any moment it goes on with
 * the next chunk, and no row is done twice. A dry run does the very same and gives every chunk up.
 */
export const runImport: DataJobRunner = async (services, run) => {
  const parameters = importParameters.parse(run.job.parameters)
  const resource = resourceNamed(run.job.target)
  const input = await pinInput(services, run)
  const { sheet, header_row: headerRow, encoding, delimiter } = parameters
  const opened = await openSpreadsheet(input.source, { sheet, headerRow, encoding, delimiter, signal: run.signal })
  try {
    const { organization } = run.job
    const customFields = await services.database.look(run.context, (work) =>
      listCustomFields(work, resource, organization),
    )
    const { header, sheets, dateSystem } = opened
    const plan = planImport({ resource, parameters, customFields, header, sheets, dateSystem })
    const outcome = await bringIn(services, run, { plan, input, opened, isRehearsal: parameters.dry_run })
    if (outcome.status === 'COMPLETED') await rememberMapping(services, run, { resource, parameters, header })
    return outcome
  } finally {
    await opened.close()
  }
}

interface Intake {
  readonly plan: ImportPlan
  readonly input: PinnedInput
  readonly opened: Spreadsheet
  readonly isRehearsal: boolean
}

async function bringIn(services: DataJobServices, run: DataJobRun, intake: Intake): Promise<DataJobOutcome> {
  const { plan, input, opened, isRehearsal } = intake
  let progress = progressOf(run)
  if (progress.chunk === 0) await forgetTraces(services, run, cursorAt(progress, input.pin))
  for await (const chunk of oneAhead(preparedChunks(services, run, { ...intake, done: progress.chunk }))) {
    run.signal.throwIfAborted()
    progress = await landChunk(services, run, { ...intake, chunk, progress })
  }
  const { counts, samples } = progress
  const [errorFile, logFile] = await Promise.all([
    counts.failed ? keepFaultyRows(services, run, { header: opened.header, name: input.source.name }) : undefined,
    keepImportLog(services, run, { plan, counts, input: input.pin, isRehearsal }),
  ])
  return {
    status: isRehearsal ? 'READY' : 'COMPLETED',
    resultLog: {
      dry_run: isRehearsal,
      input: { ...input.pin },
      format: opened.format,
      sheet: opened.sheet,
      header: [...opened.header],
      mode: plan.mode,
      match: [...plan.match],
      mapping: mappingOf(plan),
      unmapped: [...plan.unmapped],
      counts: { ...counts },
      samples: samples as unknown as JsonObject[],
    },
    ...(errorFile && { errorFile }),
    logFile,
  }
}

const mappingOf = ({ columns }: ImportPlan): JsonObject =>
  Object.fromEntries(columns.flatMap(({ header, column }) => (header === null ? [] : [[header, column.name]])))

const progressOf = ({ cursor }: DataJobRun): Progress =>
  cursor ? (cursor as unknown as Progress) : { chunk: 0, counts: nothing, samples: [] }

const cursorAt = (progress: Progress, input: InputPin) => ({ ...progress, input }) as unknown as JsonObject

const nothing: DataJobCounts = { total: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 }

interface Chunk {
  /** From 1. */
  readonly number: number
  /** Null where each row is prepared when the one before has landed: it may name it. */
  readonly prepared: readonly PreparedRow[] | null
  readonly rows: readonly SheetRow[]
  readonly preparer: RowPreparer
  readonly share: number
}

/** The chunks that have not landed yet, each read and planned. Of those that have, the keys are noted. */
async function* preparedChunks(
  { database }: DataJobServices,
  { job, context }: DataJobRun,
  { plan, opened, input, done }: Intake & { readonly done: number },
): AsyncGenerator<Chunk, undefined> {
  const preparer = new RowPreparer(plan, { organization: job.organization, job: job.id })
  const isInTurn = namesItself(plan)
  let number = 0
  for await (const rows of rowChunks(opened.rows(), isInTurn ? chunkRowsInTurn : chunkRows)) {
    number++
    const share = input.share()
    if (number <= done) await database.look(context, (work) => preparer.pass(work, rows))
    else if (isInTurn) yield { number, rows, prepared: null, preparer, share }
    else
      yield {
        number,
        rows,
        prepared: await database.look(context, (work) => preparer.prepare(work, rows)),
        preparer,
        share,
      }
  }
}

/** Rows that name rows of their own kind, as a parent, may name one that stands above them in the file. */
const namesItself = ({ resource, columns }: ImportPlan) =>
  columns.some(({ column }) => column.key === undefined && column.field.reference === resource.name)

interface Landed extends Intake {
  readonly chunk: Chunk
  readonly progress: Progress
}

async function landChunk(
  { database }: DataJobServices,
  run: DataJobRun,
  { plan, input, opened, isRehearsal, chunk, progress }: Landed,
): Promise<Progress> {
  const { organization, id: job } = run.job
  const { file } = input.pin
  const details = (row: number) => ({ job, file, row })
  const land = async (work: UnitOfWork) => {
    const origin = originOf(plan.resource, run.job, file)
    const landing = { plan, details, origin, preparer: chunk.preparer }
    if (chunk.prepared) return landRows(work, landing, chunk.prepared)
    const outcomes: RowOutcome[] = []
    for (const row of chunk.rows)
      outcomes.push(...(await landRows(work, landing, await chunk.preparer.prepare(work, [row]))))
    return outcomes
  }
  const keep = async (work: UnitOfWork, outcomes: readonly RowOutcome[]): Promise<Progress> => {
    const sheet = opened.sheet ?? ''
    const added = countOutcomes(outcomes)
    if (!isRehearsal && added.created + added.updated) {
      const topic = `${plan.resource.name}.imported`
      const payload = { job, created: added.created, updated: added.updated }
      work.emit({ topic, organization, resource: plan.resource.name, objectId: job, payload })
    }
    const counts = sum(progress.counts, added)
    const samples = addSamples(progress.samples, plan, outcomes)
    const reached = { chunk: chunk.number, counts, samples }
    const cursor = cursorAt(reached, input.pin)
    const percent = Math.min(99, Math.floor(chunk.share * 100))
    // None of them waits for another: they are sent together, and one that is refused has the chunk given up.
    await Promise.all([
      isRehearsal
        ? undefined
        : insertLineage(work, plan.resource, { organization, job, file, sheet }, lineageOf(outcomes)),
      insertImportIssues(work, { organization, job, sheet, rows: faultyRows(outcomes) }),
      insertImportChunk(work, { organization, job, number: chunk.number, counts: added }),
      run.checkpoint(work, { counts, progress: percent, cursor }),
    ])
    return reached
  }
  if (!isRehearsal) return database.withUnitOfWork(run.context, async (work) => keep(work, await land(work)))
  const outcomes = await database.rehearse(run.context, land)
  return database.withUnitOfWork(run.context, (work) => keep(work, outcomes))
}

const lineageOf = (outcomes: readonly RowOutcome[]) =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'created' && outcome.kind !== 'updated') return []
    const { object, version, kind, row } = outcome
    const before = outcome.kind === 'updated' ? outcome.before : null
    return [{ object, row: row.number, action: kind, before, version }]
  })

const faultyRows = (outcomes: readonly RowOutcome[]) =>
  outcomes.flatMap((outcome) =>
    outcome.kind === 'failed' ? [{ row: outcome.row.number, cells: outcome.row.cells, issues: outcome.issues }] : [],
  )

function countOutcomes(outcomes: readonly RowOutcome[]): DataJobCounts {
  const counts = { ...nothing, total: outcomes.length }
  for (const { kind } of outcomes) counts[kind]++
  return counts
}

const sum = (one: DataJobCounts, other: DataJobCounts): DataJobCounts => ({
  total: one.total + other.total,
  created: one.created + other.created,
  updated: one.updated + other.updated,
  unchanged: one.unchanged + other.unchanged,
  skipped: one.skipped + other.skipped,
  failed: one.failed + other.failed,
})
