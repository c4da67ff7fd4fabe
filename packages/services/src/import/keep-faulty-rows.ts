import { listFaultyCells } from '@groundwork/db'
import type { Cell } from '@groundwork/domain'
import { writeSpreadsheet } from '@groundwork/spreadsheet'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { keepJobFile } from './keep-job-file.ts'
import { type FaultyLine, readFaultyRows } from './read-faulty-rows.ts'

/** Of one page of what is wrong. */
const pageSize = 2000
const pageCharacters = 4_000_000

/** Names of the columns that are added behind those of the input: an import knows them, and leaves them alone. */
const rowColumn = 'import_row'
const reasonColumn = 'import_reason'

interface FaultyInput {
  readonly header: readonly string[]
  readonly name: string | undefined
}

/**
 * A copy of the input with nothing but the rows that failed, each with its place and what is wrong with it: to be mended and brought in
 * again alone.
 */
export function keepFaultyRows(
  services: DataJobServices,
  run: DataJobRun,
  { header, name = 'import.csv' }: FaultyInput,
): Promise<string> {
  const kept = header.filter((column) => column !== rowColumn && column !== reasonColumn)
  const places = kept.map((column) => header.indexOf(column))
  const columns = [...kept, rowColumn, reasonColumn].map((column) => ({ name: column, kind: 'text' as const }))
  const format = /\.xlsx$/i.test(name) ? 'xlsx' : 'csv'
  const stream = writeSpreadsheet(format, columns, faultyRows(services, run, places), { signal: run.signal })
  return keepJobFile(services, run, { stream, fileName: `${name.replace(/\.[^.]+$/, '')}-errors.${format}` })
}

async function* faultyRows(
  { database }: DataJobServices,
  { job: { organization, id: job }, context }: DataJobRun,
  places: readonly number[],
): AsyncGenerator<Cell[][], undefined> {
  const next = (after: string | null) =>
    database.look(context, (work) =>
      listFaultyCells(work, { organization, job, after, limit: pageSize, characters: pageCharacters }),
    )
  for await (const page of readFaultyRows(next)) yield page.map((line) => lineOf(line, places))
}

const lineOf = ({ cells, row, issues }: FaultyLine, places: readonly number[]): Cell[] => [
  ...places.map((place) => cells?.[place] ?? null),
  String(row),
  issues.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join('; '),
]
