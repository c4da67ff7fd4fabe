import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Cell } from '@groundwork/domain'
import { ZipFile } from 'yazl'
import { type OpenSpreadsheetOptions, openSpreadsheet, type SheetRow, type SpreadsheetSource } from '../src/index.ts'

/** A file in memory that counts how much of it was asked for. */
export interface CountedSource extends SpreadsheetSource {
  readonly taken: () => number
}

const PIECE = 16_384

export function sourceOf(content: Buffer | string, name = 'table'): CountedSource {
  const bytes = Buffer.from(content)
  return endlessSource(bytes.length, (start, end) => bytes.subarray(start, end), name)
}

/** A file of any length whose bytes are made as they are read. */
export function endlessSource(
  bytes: number,
  make: (start: number, end: number) => Buffer,
  name = 'table',
): CountedSource {
  let taken = 0
  return {
    bytes,
    name,
    taken: () => taken,
    open: async ({ start, end } = { start: 0, end: bytes - 1 }) =>
      Readable.from(
        (function* () {
          for (let at = start; at <= end; at += PIECE) {
            const piece = make(at, Math.min(at + PIECE, end + 1))
            taken += piece.length
            yield piece
          }
        })(),
        { objectMode: false, highWaterMark: 1 },
      ),
  }
}

type Options = Omit<OpenSpreadsheetOptions, 'signal'>

export const open = (source: SpreadsheetSource, options: Options = {}) =>
  openSpreadsheet(source, { ...options, signal: new AbortController().signal })

/** All that a table holds, for tables that fit on a screen. */
export async function readAll(content: Buffer | string | SpreadsheetSource, options: Options = {}) {
  const source = typeof content === 'string' || Buffer.isBuffer(content) ? sourceOf(content) : content
  const table = await open(source, options)
  const rows: SheetRow[] = []
  for await (const batch of table.rows()) rows.push(...batch)
  await table.close()
  return { ...table, rows, cells: rows.map(({ cells }): readonly Cell[] => cells) }
}

export async function zipOf(parts: Readonly<Record<string, string | Buffer>>, compress = true): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content), name, { compress, mtime: new Date(0) })
  }
  zip.end()
  return buffer(zip.outputStream)
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (list: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`).join('')}</Relationships>`

export interface WorkbookXml {
  /** What stands in `<sheetData>`, by the name of its sheet. */
  readonly sheets: Readonly<Record<string, string>>
  readonly strings?: string
  readonly styles?: string
  readonly properties?: string
  /** Instead of what would be written around the rows of the first sheet. */
  readonly wholeSheet?: string
  readonly prologue?: string
}

/** The parts of a workbook written by hand, so that it can say what no program would. */
export function workbookParts({ sheets, strings, styles, properties = '', wholeSheet, prologue = '' }: WorkbookXml) {
  const names = Object.keys(sheets)
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([['r', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook>${properties}<sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...names.map((_, index) => [`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['strings', 'sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles', '/xl/styles.xml'],
    ]),
  }
  if (strings !== undefined) parts['xl/sharedStrings.xml'] = `${prologue}<sst>${strings}</sst>`
  if (styles !== undefined) parts['xl/styles.xml'] = `<styleSheet>${styles}</styleSheet>`
  for (const [index, rows] of Object.values(sheets).entries()) {
    const sheet = `${prologue}<worksheet><dimension ref="A1:A1"/><sheetData>${rows}</sheetData></worksheet>`
    parts[`xl/worksheets/sheet${index + 1}.xml`] = (index === 0 && wholeSheet) || sheet
  }
  return parts
}

export const workbookOf = (xml: WorkbookXml): Promise<Buffer> => zipOf(workbookParts(xml))

/** One row of texts. */
export const textRow = (...texts: readonly string[]) =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
