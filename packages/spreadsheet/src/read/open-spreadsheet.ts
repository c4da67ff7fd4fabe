import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Spreadsheet, SpreadsheetFormat, SpreadsheetSource } from '../spreadsheet.ts'
import { openCsv } from './open-csv.ts'
import { openJsonLines } from './open-json-lines.ts'
import { sniffFormat } from './sniff-format.ts'
import { type SpreadsheetLimits, spreadsheetLimits } from './spreadsheet-limits.ts'
import { decoderOf, type FileEnds, guessEncoding, knownEncoding } from './text-encoding.ts'
import { unreadable } from './unreadable.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

/** What the caller knows better than the file tells. */
export interface OpenSpreadsheetOptions {
  readonly format?: SpreadsheetFormat | undefined
  /** By its name. */
  readonly sheet?: string | undefined
  /** From 1, as people count; 0 where no row names the columns: then their letters do. */
  readonly headerRow?: number | undefined
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
  readonly limits?: Partial<SpreadsheetLimits> | undefined
  readonly signal: AbortSignal
}

/** As much of a file's ends as its encoding and its way of writing are found out from. */
const FRONT_BYTES = 256 * 1024
const BACK_BYTES = 64 * 1024

/** Finds out what a file holds and opens it as a table. @throws DomainError invalid, with a reason of `unreadableReasons` */
export async function openSpreadsheet(given: SpreadsheetSource, options: OpenSpreadsheetOptions): Promise<Spreadsheet> {
  const source = ending(given, options.signal)
  if (source.bytes === 0) throw unreadable('empty_spreadsheet', 'There is nothing in this file')
  const { signal, headerRow, sheet, delimiter } = options
  const limits = { ...spreadsheetLimits, ...options.limits }
  const ends = await readEnds(source)
  signal.throwIfAborted()
  const container = sniffFormat(ends.front)
  if (container === 'xlsx') return openXlsx(source, { limits, signal, headerRow, sheet })
  if (sheet !== undefined) throw unreadable('unknown_sheet', 'A text table has no sheets', { sheet })
  const encoding = options.encoding === undefined ? guessEncoding(ends) : wantedEncoding(options.encoding)
  const front = decoderOf(encoding).write(ends.front)
  if (front.includes('\0')) throw unreadable('unreadable_spreadsheet', 'This is neither a text table nor a workbook')
  const text = { limits, signal, headerRow, delimiter, encoding }
  const format = options.format ?? (isJsonLines(front, source.name) ? 'jsonl' : 'csv')
  return format === 'jsonl' ? openJsonLines(source, text) : openCsv(source, front, text)
}

/** The same file, until the signal: then whatever is being read of it ends. */
const ending = (source: SpreadsheetSource, signal: AbortSignal): SpreadsheetSource => ({
  ...source,
  open: async (range) => {
    signal.throwIfAborted()
    return addAbortSignal(signal, await source.open(range))
  },
})

async function readEnds(source: SpreadsheetSource): Promise<FileEnds> {
  const { bytes } = source
  const front = await buffer(await source.open({ start: 0, end: Math.min(bytes, FRONT_BYTES) - 1 }))
  const start = Math.max(FRONT_BYTES, bytes - BACK_BYTES)
  const back = start < bytes ? await buffer(await source.open({ start, end: bytes - 1 })) : Buffer.alloc(0)
  return { front, back }
}

function wantedEncoding(label: string): string {
  const encoding = knownEncoding(label)
  if (encoding) return encoding
  throw unreadable('unknown_encoding', 'There is no such encoding', { encoding: label })
}

/** The name decides, else the first line. */
function isJsonLines(front: string, name = ''): boolean {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return true
  return !/\.(?:csv|tsv|tab)$/i.test(name) && /^\s*\{\s*"/.test(front)
}
