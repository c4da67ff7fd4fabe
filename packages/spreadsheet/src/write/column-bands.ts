/** Columns that stand side by side on one page: their places in the table. */
export type Band = readonly number[]

/**
 * A table wider than the paper is cut between columns. Each further page repeats the first column, so that every row can still be
 * told from the others.
 */
export function columnBands(widths: readonly number[], room: number): readonly Band[] {
  const bands: number[][] = []
  let band: number[] = []
  let taken = 0
  for (const [index, width] of widths.entries()) {
    if (band.length > (bands.length ? 1 : 0) && taken + width > room) {
      bands.push(band)
      band = [0]
      taken = widths[0] ?? 0
    }
    band.push(index)
    taken += width
  }
  return band.length ? [...bands, band] : bands
}
