import { importCorrections, type JsonObject, skippedRows } from '@groundwork/domain'

/** Cells that somebody has changed in the error grid, and rows that are to be left out, since the job that found them. */
export interface Mending {
  /** By the number of the row and the name in the header. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly skipped: readonly number[]
}

export const nothingMended: Mending = { cells: {}, skipped: [] }

export interface MendedCell {
  readonly row: number
  readonly header: string
}

/** What somebody has put into a cell; undefined while it is as the file has it. */
export const mendedTo = ({ cells }: Mending, { row, header }: MendedCell): string | undefined =>
  cells[row] && Object.hasOwn(cells[row], header) ? cells[row][header] : undefined

/** A cell with a new text; as it was in the file when that is what it says again. */
export function mend(mending: Mending, at: MendedCell, text: string, before: string): Mending {
  const { [at.header]: _, ...rest } = mending.cells[at.row] ?? {}
  const cells = text === before ? rest : { ...rest, [at.header]: text }
  const { [at.row]: _row, ...others } = mending.cells
  return { ...mending, cells: Object.keys(cells).length ? { ...others, [at.row]: cells } : others }
}

export const revertRow = (mending: Mending, row: number): Mending => {
  const { [row]: _, ...cells } = mending.cells
  return { cells, skipped: mending.skipped.filter((one) => one !== row) }
}

export const skipRows = (mending: Mending, rows: readonly number[]): Mending => ({
  ...mending,
  skipped: [...new Set([...mending.skipped, ...rows])],
})

export const mendedCells = ({ cells }: Mending): number =>
  Object.values(cells).reduce((sum, row) => sum + Object.keys(row).length, 0)

export const isMended = (mending: Mending): boolean => mending.skipped.length > 0 || mendedCells(mending) > 0

/** Rows and characters that a plan holds mended: those of earlier rounds stand in its parameters. */
export function isTooMuch(parameters: JsonObject, mending: Mending): boolean {
  const { corrections, skip_rows } = mendedParameters(parameters, mending)
  return !importCorrections.safeParse(corrections ?? {}).success || !skippedRows.safeParse(skip_rows ?? []).success
}

/** With what earlier rounds have mended: that stands in the plan they made. The newest word counts. */
export function mendedSoFar({ corrections, skip_rows }: JsonObject, { cells, skipped }: Mending): Mending {
  const earlier = importCorrections.catch({}).parse(corrections ?? {})
  const numbers = [...Object.keys(earlier), ...Object.keys(cells)]
  return {
    cells: Object.fromEntries(numbers.map((row) => [row, { ...earlier[row], ...cells[row] }])),
    skipped: [...new Set([...skippedRows.catch([]).parse(skip_rows ?? []), ...skipped])],
  }
}

/** What was mended, spelt as the parameters of a job are. */
export const parametersOfMending = ({ cells, skipped }: Mending): JsonObject => ({
  ...(Object.keys(cells).length && { corrections: cells }),
  ...(skipped.length && { skip_rows: skipped }),
})

/** The plan with what was mended in it, to be tried anew: jobs themselves never change. */
export function mendedParameters(parameters: JsonObject, mending: Mending): JsonObject {
  const { corrections: _mended, skip_rows: _skipped, ...plan } = parameters
  return { ...plan, ...parametersOfMending(mendedSoFar(parameters, mending)), dry_run: true }
}
