import type { FaultyRow } from '@groundwork/domain'
import { type MendedCell, type Mending, mendedTo } from './mending.ts'

/** A cell that has to be mended. */
export interface Fault extends MendedCell {
  /** Among the columns of the file. */
  readonly place: number
  /** What the file says there. */
  readonly text: string
}

/** A cell of a file as somebody would type it. */
export const cellText = (cell: string | number | boolean | null | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell)

/** Every faulty cell that stands in the file, row by row. What is wrong with a row as a whole has no cell. */
export const faultsIn = (rows: readonly FaultyRow[], header: readonly string[]): readonly Fault[] =>
  rows.flatMap(({ row, cells, issues }) => {
    const wrong = new Set(issues.map(({ column }) => column))
    return header.flatMap((name, place) =>
      wrong.has(name) ? [{ row, header: name, place, text: cellText(cells?.[place]) }] : [],
    )
  })

/** Rows with something wrong that no cell of the file can set right: what it has no column for, or the row as a whole. */
export const rowsWithoutFault = (rows: readonly FaultyRow[], header: readonly string[]): readonly FaultyRow[] =>
  rows.filter(({ issues }) => issues.some(({ column }) => column === null || !header.includes(column)))

/** Those that nobody has touched, of rows that are not left out. */
export function openFaults(faults: readonly Fault[], mending: Mending): readonly Fault[] {
  const skipped = new Set(mending.skipped)
  return faults.filter((fault) => !skipped.has(fault.row) && mendedTo(mending, fault) === undefined)
}

/** The next one in the order of reading; from the last one to the first. */
export const faultAfter = (open: readonly Fault[], { row, place }: Pick<Fault, 'row' | 'place'>): Fault | undefined =>
  open.find((fault) => fault.row > row || (fault.row === row && fault.place > place)) ?? open[0]

/** The same slip elsewhere: what is wrong once is often wrong a hundred times. */
export const sameFaults = (open: readonly Fault[], { header, text }: Pick<Fault, 'header' | 'text'>) =>
  open.filter((fault) => fault.header === header && fault.text === text)
