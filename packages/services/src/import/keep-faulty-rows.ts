import { type KeptCells, listFaultyCells } from '@groundwork/db'
import type { Cell } from '@groundwork/domain'
import { writeSpreadsheet } from '@groundwork/spreadsheet'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { keepJobFile } from './keep-job-file.ts'

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
  let after: string | null = null
  let open: { issue: KeptCells; reasons: string[] } | null = null
  const lineOf = ({ issue: { cells, row }, reasons }: NonNullable<typeof open>): Cell[] => [
    ...places.map((place) => cells?.[place] ?? null),
    String(row),
    reasons.join('; '),
  ]
  for (;;) {
    const page: KeptCells[] = await database.look(context, (work) =>
      listFaultyCells(work, { organization, job, after, limit: pageSize, characters: pageCharacters }),
    )
    const lines: Cell[][] = []
    for (const issue of page) {
      const reason = issue.column === null ? issue.message : `${issue.column}: ${issue.message}`
      if (open?.issue.row === issue.row && open.issue.sheet === issue.sheet) {
        open.reasons.push(reason)
        continue
      }
      if (open) lines.push(lineOf(open))
      open = { issue, reasons: [reason] }
    }
    after = page.at(-1)?.id ?? after
    const isLast = page.length === 0
    if (isLast && open) lines.push(lineOf(open))
    if (lines.length) yield lines
    if (isLast) return undefined
  }
}
