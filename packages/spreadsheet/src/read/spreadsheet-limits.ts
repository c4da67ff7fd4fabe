const MB = 1024 * 1024

/** How far a table may go before it counts as a trap, or as something nobody could work with. */
export interface SpreadsheetLimits {
  readonly columns: number
  readonly rows: number
  /** Characters of one row, or of one element of a workbook's XML. */
  readonly rowCharacters: number
  /** Bytes of a workbook's parts, unpacked: all of those that are read. As many characters of shared texts may stand in one sheet. */
  readonly unpackedBytes: number
  /** Unpacked to packed, for what is larger than a few megabytes. */
  readonly ratio: number
  /** Bytes of the texts that a workbook's cells share; they alone are held in memory. */
  readonly sharedBytes: number
}

export const spreadsheetLimits: SpreadsheetLimits = {
  columns: 1_000,
  rows: 5_000_000,
  rowCharacters: 1_000_000,
  unpackedBytes: 2048 * MB,
  ratio: 200,
  sharedBytes: 128 * MB,
}
