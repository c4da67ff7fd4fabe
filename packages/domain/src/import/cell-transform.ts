import type { Cell } from './cell.ts'

/** What may be done to the texts of a column before they are read. */
export const cellTransforms = {
  trim: (text: string) => text.trim(),
  /** White space within, line breaks included, becomes one space. */
  collapse: (text: string) => text.trim().replace(/\s+/gu, ' '),
  upper: (text: string) => text.toUpperCase(),
  lower: (text: string) => text.toLowerCase(),
  capitalise: (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  /** Figures and letters alone: `AB-12/3` is `AB123`. */
  plain: (text: string) => text.replace(/[^\p{L}\p{N}]/gu, ''),
} as const

export type CellTransform = keyof typeof cellTransforms
export const cellTransformNames = Object.keys(cellTransforms) as [CellTransform, ...CellTransform[]]

/** One after the other; what is no text stays as it is. */
export const transformCell = (cell: Cell, names: readonly CellTransform[]): Cell =>
  typeof cell === 'string' ? names.reduce((text, name) => cellTransforms[name](text), cell) : cell
