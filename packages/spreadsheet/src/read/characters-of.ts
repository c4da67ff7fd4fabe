import type { Cell } from '@groundwork/domain'

/** How much text a row holds. Rows are kept together by this too, for one may be as long as thousands of others. */
export const charactersOf = (cells: readonly Cell[]): number =>
  cells.reduce<number>((sum, cell) => (typeof cell === 'string' ? sum + cell.length : sum), 0)
