/** What there may be to look at of a file besides itself; a file lists those it has in `previews`. */
export const previewNames = ['thumbnail', 'optimised', 'pdf', 'text', 'table'] as const
export type PreviewName = (typeof previewNames)[number]

/** Those that are objects of their own in the storage. The words of a file are in the database, for search. */
export const derivativeNames = ['thumbnail', 'optimised', 'pdf', 'table'] as const satisfies readonly PreviewName[]
export type DerivativeName = (typeof derivativeNames)[number]

/** The pictures of which smaller ones are drawn. SVG is not: it is a program. */
export const drawnPictures: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

/** Why there is nothing to look at, in `properties.noPreview` of a file. */
export const noPreviewReasons = [
  /** The program that would draw it is not there. */
  'not_installed',
  'damaged',
  'encrypted',
  /** More bytes, pixels, entries or pages than are looked at. */
  'too_large',
  /** Drawing it took more time or memory than it may. */
  'too_costly',
] as const
export type NoPreviewReason = (typeof noPreviewReasons)[number]

/**
 * How long a preview may take, so that a slow one never stands in front of a quick one: each lane has a queue of its own.
 * `office` goes through a word processor.
 */
export type PreviewLane = 'quick' | 'pages' | 'office'

export type TableCell = string | number | boolean | null

/** The first rows of one sheet. Formulas are shown by what they came to when they were last worked out. */
export interface TableSheet {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableCell[])[]
  /** There are more rows or columns than these. */
  readonly isCut: boolean
}

export interface TablePreview {
  readonly sheets: readonly TableSheet[]
}

/** What is shown of a table; a cell's text ends with `…` when there is more of it. */
export const tableLimits = { sheets: 20, rows: 100, columns: 100, cellCharacters: 500 } as const

/** The words of one file that are kept for search, and shown as its text. */
export const textLimit = 1_000_000
