import { type Cell, DomainError, tableLimits } from '@groundwork/domain'
import {
  type OpenSpreadsheetOptions,
  openSpreadsheet,
  type Spreadsheet,
  type SpreadsheetSource,
} from '@groundwork/spreadsheet'

/** What the caller knows better than the file tells, and how long they wait. */
export interface PreviewOptions extends Pick<OpenSpreadsheetOptions, 'sheet' | 'headerRow' | 'encoding' | 'delimiter'> {
  readonly signal?: AbortSignal | undefined
}

type Facts = Pick<Spreadsheet, 'format' | 'sheets' | 'sheet' | 'headerRow'>

/** What was found out about a table, and how it begins. */
export interface SpreadsheetPreview extends Facts {
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
  /** There are more rows. */
  readonly isCut: boolean
}

/** Enough to see what a table is about (seed 002, file preview). */
const PREVIEW_ROWS = 10
const PREVIEW_MS = 15_000

/** Reads the front of a table, within the time of a request. @throws DomainError invalid, with a reason, when it is no table */
export async function readSpreadsheetPreview(
  source: SpreadsheetSource,
  { signal: ended, ...wanted }: PreviewOptions,
): Promise<SpreadsheetPreview> {
  const late = AbortSignal.timeout(PREVIEW_MS)
  const signal = ended ? AbortSignal.any([ended, late]) : late
  try {
    return await firstRows(await openSpreadsheet(source, { ...wanted, signal }))
  } catch (error) {
    if (late.aborted) throw tooCostly(error)
    throw error
  }
}

/**
 * A text, or a workbook of any age. Pictures and documents are shown by what was made of them, never by their own bytes.
 *
 * @throws DomainError invalid (`unreadable_spreadsheet`)
 */
export function refuseOtherThanTable(mimeType: string | null): void {
  if (isTable(mimeType ?? '')) return
  throw new DomainError('invalid', 'This is neither a text table nor a workbook', { reason: 'unreadable_spreadsheet' })
}

const isTable = (mimeType: string) =>
  /^(?:text\/|application\/(?:json|x-ndjson|csv|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.))/.test(
    mimeType,
  )

const tooCostly = (cause: unknown) =>
  new DomainError('invalid', 'It takes too long to read the start of this table', { reason: 'too_costly', cause })

async function firstRows(table: Spreadsheet): Promise<SpreadsheetPreview> {
  const { format, sheets, sheet, headerRow, encoding = null, delimiter = null, header } = table
  try {
    const rows: (readonly Cell[])[] = []
    for await (const batch of table.rows()) {
      rows.push(...batch.map(({ cells }) => cells))
      if (rows.length > PREVIEW_ROWS) break
    }
    return {
      ...{ format, sheets, sheet, encoding, delimiter, headerRow, columns: header },
      rows: rows.slice(0, PREVIEW_ROWS).map((cells) => cells.map(shown)),
      isCut: rows.length > PREVIEW_ROWS,
    }
  } finally {
    await table.close()
  }
}

function shown(cell: Cell): string | number | boolean | null {
  if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '')
  const most = tableLimits.cellCharacters
  return typeof cell === 'string' && cell.length > most ? `${cell.slice(0, most - 1)}…` : cell
}
