import { z } from 'zod'
import type { FieldErrors } from '../error/domain-error.ts'
import { isKeepableText, isSafeKey } from '../resource/json-object.ts'

/** What the error grid sends is mended by hand: more than that is mended in the file. */
const mostRows = 1000
const mostCharacters = 300_000

const rowNumber = z.string().regex(/^[1-9]\d{0,8}$/, 'The number of a row, from 1')
const headerName = z.string().min(1).max(300).refine(isSafeKey, 'Not a name')
const cellText = z.string().max(100_000).refine(isKeepableText, 'A character in it cannot be kept')

/**
 * Cells that somebody has mended, by the number of the row and the name in the header: they are read as if the file said so, before
 * anything else is done with them. An empty text empties the cell.
 */
export const importCorrections = z
  .record(rowNumber, z.record(headerName, cellText))
  .refine((rows) => Object.keys(rows).length <= mostRows, `At most ${mostRows} rows`)
  .refine((rows) => JSON.stringify(rows).length <= mostCharacters, `At most ${mostCharacters} characters of JSON`)
export type ImportCorrections = z.output<typeof importCorrections>

/** Rows that are left out, whatever they hold; they count as skipped. */
export const skippedRows = z.array(z.int().min(1).max(999_999_999)).max(mostRows)

interface Corrected {
  readonly corrections?: ImportCorrections | undefined
}

/** So many are told: one slip in the name of a column is one in every row. */
const mostFaults = 20

/** Corrections of cells that the file has not. */
export function correctionFaults({ corrections = {} }: Corrected, header: readonly string[]): FieldErrors {
  const known = new Set(header)
  const faults = Object.entries(corrections).flatMap(([row, cells]) =>
    Object.keys(cells).flatMap((name) =>
      known.has(name) ? [] : [[`corrections.${row}.${name}`, ['The file has no such column']] as const],
    ),
  )
  return Object.fromEntries(faults.slice(0, mostFaults))
}

/** The same by the place of each cell. */
export const placedCorrections = (
  { corrections = {} }: Corrected,
  header: readonly string[],
): ReadonlyMap<number, ReadonlyMap<number, string>> =>
  new Map(
    Object.entries(corrections).map(([row, cells]) => [
      Number(row),
      new Map(Object.entries(cells).map(([name, text]) => [header.indexOf(name), text])),
    ]),
  )
