import { listCustomFields } from '@groundwork/db'
import {
  type Cell,
  cellReader,
  DomainError,
  type ExportParameters,
  exportParameters,
  filterInWords,
  type Resource,
  resourceNamed,
} from '@groundwork/domain'
import { type WriteOptions, writeSpreadsheet } from '@groundwork/spreadsheet'
import type { DataJobOutcome, DataJobRun, DataJobRunner, DataJobServices } from '../data-job/data-job-runner.ts'
import { keepJobFile } from '../import/keep-job-file.ts'
import { type ExportPlan, planExport } from './plan-export.ts'
import { sheetColumnOf } from './sheet-column-of.ts'
import { writtenBefore } from './written-before.ts'

/** Nobody reads more on paper, and each page takes its time. */
const mostPrintedRows = 20_000
/** How often somebody who waits hears how far it is. */
const toldEveryMs = 1000

/**
 * Writes a list into a file of the organization (seed 001, Export): the rows that whoever asked may take out at this moment, streamed from
 * the database through the writer into the storage. Killed at any moment it begins anew; of what was written before nothing stays, and
 * what was kept already is not written twice.
 */
export const runExport: DataJobRunner = async (services, run) => {
  const { job, context } = run
  const target = resourceNamed(job.target)
  const parameters = exportParameters.parse(job.parameters)
  const customFields = await services.database.look(context, (work) => listCustomFields(work, target, job.organization))
  const plan = planExport(context, { target, organization: job.organization, customFields }, parameters)
  const total = await services.database.streamLength(context, target, plan.query)
  if (parameters.format === 'pdf' && total > mostPrintedRows) throw tooManyToPrint(total)
  const writing: Writing = { target, plan, parameters, total, takenAt: services.clock() }
  const outputFile = (await writtenBefore(services, job)) ?? (await write(services, run, writing))
  return outcomeOf(writing, outputFile)
}

interface Writing {
  readonly target: Resource
  readonly plan: ExportPlan
  readonly parameters: ExportParameters
  readonly total: number
  readonly takenAt: Date
}

async function write(services: DataJobServices, run: DataJobRun, writing: Writing): Promise<string> {
  const { target, plan, parameters, takenAt } = writing
  const rows = new ExportedRows(services, run, writing)
  const stream = writeSpreadsheet(parameters.format, plan.columns.map(sheetColumnOf), rows, {
    ...optionsOf(writing),
    signal: run.signal,
  })
  const moment = takenAt.toISOString().slice(0, 16).replace('T', '-').replace(':', '')
  const fileName = `${target.plural}-${moment}.${parameters.format}`
  try {
    return await keepJobFile(services, run, { stream, fileName })
  } catch (error) {
    // The way in for files takes any break for the sender's; why this one broke off is known here.
    throw rows.failure ?? error
  }
}

function optionsOf({ target, plan, parameters, total, takenAt }: Writing): WriteOptions {
  const { filter, search } = plan.query
  const said = [
    ...(filter ? [filterInWords(filter, target)] : []),
    ...(search ? [`found by “${search}”`] : []),
    ...(parameters.trash ? ['deleted rows'] : []),
  ].join(', and ')
  const count = total.toLocaleString('en')
  const moment = takenAt.toISOString().slice(0, 16).replace('T', ' ')
  const title = target.plural.replaceAll('-', ' ')
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    sheetName: title,
    lead: [said || 'everything', `${count} rows · ${moment} UTC`],
    createdAt: takenAt,
    delimiter: parameters.delimiter ?? ',',
    bom: parameters.bom ?? false,
  }
}

/** The rows as cells; how many there have been is told on the way. */
class ExportedRows implements AsyncIterable<readonly (readonly Cell[])[]> {
  /** Why the rows ended before their end. */
  failure: unknown
  #told = 0
  #written = 0

  constructor(
    private readonly services: DataJobServices,
    private readonly run: DataJobRun,
    private readonly writing: Writing,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly (readonly Cell[])[], undefined> {
    const { target, plan } = this.writing
    const cellsOf = cellsFrom(plan)
    try {
      for await (const rows of this.services.database.stream(this.run.context, target, plan.query)) {
        this.run.signal.throwIfAborted()
        yield rows.map(cellsOf)
        this.#written += rows.length
        await this.#tell()
      }
    } catch (error) {
      this.failure = error
      throw error
    }
  }

  async #tell(): Promise<void> {
    const { database, clock } = this.services
    const now = clock().getTime()
    if (now - this.#told < toldEveryMs) return
    this.#told = now
    const progress = Math.min(99, Math.floor((100 * this.#written) / Math.max(this.writing.total, 1)))
    await database.withUnitOfWork(this.run.context, (work) =>
      this.run.checkpoint(work, { counts: { total: this.#written }, progress }),
    )
  }
}

/** Several columns may be of one field: each custom field of an organization is. */
function cellsFrom({ columns, query: { fields } }: ExportPlan): (values: readonly unknown[]) => readonly Cell[] {
  const readers = columns.map((column) => ({ read: cellReader(column), place: fields.indexOf(column.field) }))
  return (values) => readers.map(({ read, place }) => read(values[place]))
}

function outcomeOf({ target, plan, parameters, total }: Writing, outputFile: string): DataJobOutcome {
  const { filter } = plan.query
  return {
    status: 'COMPLETED',
    outputFile,
    resultLog: {
      format: parameters.format,
      rows: total,
      columns: plan.columns.map(({ name }) => name),
      ...(filter && { filter: filterInWords(filter, target) }),
    },
  }
}

const tooManyToPrint = (total: number) =>
  new DomainError(
    'too_large',
    `${total.toLocaleString('en')} rows are too many to print; take them as CSV or XLSX, or narrow the list`,
    { reason: 'too_many_rows_to_print', fields: { format: [`At most ${mostPrintedRows.toLocaleString('en')} rows`] } },
  )
