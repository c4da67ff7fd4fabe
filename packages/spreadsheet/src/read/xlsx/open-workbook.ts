import { Readable } from 'node:stream'
import type { SpreadsheetSource } from '../../spreadsheet.ts'
import type { RawRow } from '../header.ts'
import { type SpreadsheetLimits, spreadsheetLimits } from '../spreadsheet-limits.ts'
import { unreadable } from '../unreadable.ts'
import type { CellMeanings } from './cell-value.ts'
import { readNumberFormats } from './number-formats.ts'
import { xmlText } from './read-xml.ts'
import { SharedTexts } from './shared-texts.ts'
import { SheetRows } from './sheet-rows.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { WorkbookParts } from './workbook-parts.ts'
import { XmlScanner } from './xml-scanner.ts'

/** A workbook as it stands, before anything is taken for a header. */
export interface OpenWorkbook extends Pick<Workbook, 'dateSystem'> {
  /** The names of those with cells, in order. */
  readonly sheets: readonly string[]
  /** From the first row; each call reads anew. @throws DomainError unknown_sheet */
  rows(sheet: string): AsyncIterable<readonly RawRow[]>
  close(): Promise<void>
}

/** @throws DomainError invalid, with a reason, for what is no workbook of our day */
export async function openWorkbook(
  source: SpreadsheetSource,
  wanted: Partial<SpreadsheetLimits> = {},
): Promise<OpenWorkbook> {
  const limits = { ...spreadsheetLimits, ...wanted }
  const parts = await WorkbookParts.open(source, limits)
  try {
    const workbook = await readWorkbook(parts)
    const meanings = await readMeanings(parts, workbook)
    const texts = sharedTexts(parts, workbook, limits)
    const rows = (name: string) =>
      sheetRows(parts, partOf(workbook, name), { sheet: new SheetRows(meanings, limits), texts, limits })
    const sheets = workbook.sheets.map(({ name }) => name)
    return { sheets, dateSystem: workbook.dateSystem, rows, close: () => texts.close().finally(() => parts.close()) }
  } catch (error) {
    parts.close()
    throw parts.told(error)
  }
}

function partOf({ sheets }: Workbook, wanted: string): string {
  const sheet = sheets.find(({ name }) => name === wanted)
  if (sheet) return sheet.part
  const names = sheets.map(({ name }) => name)
  throw unreadable('unknown_sheet', 'The workbook has no such sheet', { sheet: wanted, sheets: names })
}

async function readMeanings(parts: WorkbookParts, { styles, dateSystem }: Workbook): Promise<CellMeanings> {
  const hasStyles = styles !== undefined && parts.has(styles)
  return { dateSystem, styles: hasStyles ? await readNumberFormats(await parts.open(styles)) : [] }
}

/** A workbook without a list of texts has an empty one. */
function sharedTexts(parts: WorkbookParts, { sharedStrings: part }: Workbook, limits: SpreadsheetLimits): SharedTexts {
  const isThere = part !== undefined && parts.has(part)
  return new SharedTexts(async () => (isThere ? parts.open(part) : Readable.from([])), limits)
}

interface SheetReading {
  readonly sheet: SheetRows
  readonly texts: SharedTexts
  readonly limits: SpreadsheetLimits
}

async function* sheetRows(
  parts: WorkbookParts,
  part: string,
  { sheet, texts, limits }: SheetReading,
): AsyncGenerator<readonly RawRow[]> {
  const scanner = new XmlScanner(sheet, limits.rowCharacters)
  try {
    for await (const text of xmlText(await parts.open(part))) {
      scanner.write(text)
      yield* sheet.take(texts)
      if (sheet.isDone) return
    }
    scanner.end()
  } catch (error) {
    throw parts.told(error)
  }
}
