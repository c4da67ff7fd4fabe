import type { Readable } from 'node:stream'
import type { Cell } from '@groundwork/domain'

export const spreadsheetFormats = ['csv', 'xlsx', 'jsonl'] as const
export type SpreadsheetFormat = (typeof spreadsheetFormats)[number]

/** A row that holds anything at all; empty ones are left out, and still counted. */
export interface SheetRow {
  /** As whoever opens the file sees it: from 1, the header included. */
  readonly number: number
  /** As many as there are names in the header; what the sheet leaves out is null. */
  readonly cells: readonly Cell[]
  /** It has more cells than the header has names, so that what stands under which name is doubtful. */
  readonly isTooWide?: true
}

/** A table that has been opened: what was found out about it, and its rows as a stream. */
export interface Spreadsheet {
  readonly format: SpreadsheetFormat
  /** In the order of the workbook; none in a text. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly encoding?: string
  readonly delimiter?: string
  readonly quote?: string
  readonly lineEnd?: string
  /** Which day a bare number counts from. */
  readonly dateSystem?: 1900 | 1904
  /** From 1; 0 where none does: JSON lines have the names in every row, and other tables may have none. */
  readonly headerRow: number
  /** No two alike and none empty: what the sheet repeats gets a number, what it leaves out the letter of its column. */
  readonly header: readonly string[]
  /** From the row below the header, a few hundred at a time. Each call reads from the start. @throws DomainError invalid */
  rows(): AsyncIterable<readonly SheetRow[]>
  close(): Promise<void>
}

/** Bytes that can be read from anywhere, as often as needed: a file of a storage, never held whole. */
export interface SpreadsheetSource {
  readonly bytes: number
  /** Both ends included. */
  open(range?: { readonly start: number; readonly end: number }): Promise<Readable>
  /** Its name decides only between a text table and JSON lines. */
  readonly name?: string
}
