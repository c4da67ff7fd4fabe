export interface Column {
  readonly title: string
  /** Stands on the right. */
  readonly isNumber?: boolean
}

type Row = readonly string[]

/** Rows under their titles, each column as wide as its widest cell. */
export function textTable(columns: readonly Column[], rows: readonly Row[]): string {
  const { widths, pad } = aligned(columns, rows)
  const line = (cells: Row) => pad(cells).join('  ').trimEnd()
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n')
}

/** The same for a document, in the shape that the formatter leaves as it is. */
export function markdownTable(columns: readonly Column[], rows: readonly Row[]): string {
  const { widths, pad } = aligned(columns, rows, 3)
  const line = (cells: Row) => `| ${cells.join(' | ')} |`
  const rule = widths.map((width, index) =>
    columns[index]?.isNumber ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(pad(columns.map(({ title }) => title))), line(rule), ...rows.map((row) => line(pad(row)))].join('\n')
}

function aligned(columns: readonly Column[], rows: readonly Row[], least = 0) {
  const widths = columns.map(({ title }, index) =>
    Math.max(least, title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const pad = (cells: Row): string[] =>
    columns.map(({ isNumber }, index) => {
      const [cell, width] = [cells[index] ?? '', widths[index] ?? 0]
      return isNumber ? cell.padStart(width) : cell.padEnd(width)
    })
  return { widths, pad }
}
