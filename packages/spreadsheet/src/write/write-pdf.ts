import type { Cell } from '@groundwork/domain'
import { type Band, columnBands } from './column-bands.ts'
import {
  cellPadding,
  lineHeight,
  type PageFrame,
  PagePainter,
  type PaintedColumn,
  type PaintedRow,
} from './page-painter.ts'
import { printedCell } from './printed-cell.ts'
import type { SheetColumn } from './sheet-column.ts'
import type { TextMeasure } from './text-measure.ts'
import type { Table } from './write-spreadsheet.ts'

export interface PdfOptions {
  readonly title?: string
  /** Below the title: what was filtered, how much there is, when it was taken. */
  readonly lead?: readonly string[]
  readonly createdAt?: Date
}

const widest = 170
const narrowest = 28
const mostLines = 3

/**
 * A table in print: title and filter on top, pages numbered, the header on every page, wide tables cut into bands of columns. Only the
 * rows of one page are ever held; columns are as wide as the first rows ask for.
 */
export async function* pdfChunks({ columns, rows }: Table, options: PdfOptions): AsyncGenerator<Uint8Array, undefined> {
  const { title = 'Table', lead = [], createdAt = new Date(0) } = options
  const painter = new PagePainter(title, createdAt)
  let printer: TablePrinter | undefined
  for await (const batch of rows) {
    printer ??= new TablePrinter(painter, { columns, title, lead, sample: batch })
    for (const cells of batch) printer.add(cells)
    yield* drained(painter)
  }
  printer ??= new TablePrinter(painter, { columns, title, lead, sample: [] })
  printer.finish()
  painter.document.end()
  for await (const chunk of painter.document as AsyncIterable<Uint8Array>) yield chunk
}

/** What has been drawn so far: pages that nobody has read yet are all that is kept. */
function* drained({ document }: PagePainter): Generator<Uint8Array, void> {
  for (let chunk: unknown = document.read(); chunk !== null; chunk = document.read()) yield chunk as Uint8Array
}

interface PrintedTable {
  readonly columns: readonly SheetColumn[]
  readonly title: string
  readonly lead: readonly string[]
  readonly sample: readonly (readonly Cell[])[]
}

class TablePrinter {
  readonly #columns: readonly PaintedColumn[]
  readonly #header: PaintedRow
  readonly #bands: readonly Band[]
  #waiting: PaintedRow[] = []
  #height = 0
  #page = 0

  constructor(
    private readonly painter: PagePainter,
    private readonly table: PrintedTable,
  ) {
    const { columns, sample } = table
    const widths = columns.map((column, index) => this.#widthOf(column, index, sample))
    this.#columns = columns.map(({ kind }, index) => ({
      width: widths[index] ?? narrowest,
      isRight: kind === 'number',
    }))
    this.#bands = columnBands(widths, painter.room)
    this.#header = this.#painted(columns.map(titleOf), painter.boldMeasure)
  }

  add(cells: readonly Cell[]): void {
    const { columns } = this.table
    const row = this.#painted(
      columns.map(({ kind }, index) => printedCell(kind, cells[index] ?? null)),
      this.painter.measure,
    )
    if (this.#height + row.height > this.#room()) this.#flush()
    this.#waiting.push(row)
    this.#height += row.height
  }

  /** The last rows; a table without any still has its head. */
  finish(): void {
    if (this.#waiting.length || this.#page === 0) this.#flush()
  }

  #room(): number {
    const { painter, table } = this
    return painter.bottom - painter.topOf(table, this.#page === 0) - this.#header.height
  }

  /** The rows that wait, on one page for each band of columns. */
  #flush(): void {
    for (const band of this.#bands) {
      const frame = this.#frame(band)
      let top = this.painter.open(frame, { isFirst: this.#page === 1, header: this.#header, columns: this.#columns })
      for (const row of this.#waiting) {
        this.painter.row(row, { band, columns: this.#columns, top })
        top += row.height
      }
    }
    this.#waiting = []
    this.#height = 0
  }

  #frame(band: Band): PageFrame {
    const { title, lead, columns } = this.table
    this.#page += 1
    const first = band.find((index, place) => index > 0 || place > 0 || this.#bands[0] === band) ?? 0
    const part =
      this.#bands.length > 1 ? ` · columns ${first + 1} to ${(band.at(-1) ?? 0) + 1} of ${columns.length}` : ''
    return { title, lead, band, foot: `page ${this.#page}${part}` }
  }

  #widthOf(column: SheetColumn, index: number, sample: PrintedTable['sample']): number {
    const { measure, boldMeasure } = this.painter
    const widestCell = sample.reduce(
      (width, cells) => Math.max(width, measure.of(printedCell(column.kind, cells[index] ?? null))),
      Math.min(boldMeasure.of(titleOf(column)), widest / 2),
    )
    return Math.max(narrowest, Math.min(widestCell, widest) + 2 * cellPadding + 1)
  }

  #painted(texts: readonly string[], measure: TextMeasure): PaintedRow {
    const cells = texts.map((text, index) =>
      measure.lines(text, (this.#columns[index]?.width ?? narrowest) - 2 * cellPadding, mostLines),
    )
    const most = cells.reduce((lines, cell) => Math.max(lines, cell.length), 1)
    return { cells, height: most * lineHeight + 2 * cellPadding }
  }
}

const titleOf = ({ name, label }: SheetColumn) => label ?? name
