import PDFDocument from 'pdfkit'
import type { Band } from './column-bands.ts'
import { openPlainFont } from './plain-font.ts'
import { TextMeasure } from './text-measure.ts'

const margin = 36
const textSize = 7.5
export const lineHeight = 10
export const cellPadding = 3
const rule = '#c9ced6'
const shade = '#f1f3f5'
const ink = '#1f2933'
const faint = '#5c6773'

/** A row as it is drawn: the lines of each of its cells. */
export interface PaintedRow {
  readonly cells: readonly (readonly string[])[]
  readonly height: number
}

export interface PaintedColumn {
  readonly width: number
  readonly isRight: boolean
}

/** What stands around the rows of one page. */
export interface PageFrame {
  readonly title: string
  /** Below the title, on the first page only. */
  readonly lead: readonly string[]
  readonly foot: string
  readonly band: Band
}

/** Draws tables on A4 paper, sideways. */
export class PagePainter {
  readonly document: InstanceType<typeof PDFDocument>
  readonly measure: TextMeasure
  readonly boldMeasure: TextMeasure
  readonly room = 841.89 - 2 * margin
  readonly bottom = 595.28 - margin - 12

  constructor(title: string, createdAt: Date) {
    const plain = openPlainFont('DejaVuSansCondensed')
    const bold = openPlainFont('DejaVuSansCondensed-Bold')
    const info = { Title: title, CreationDate: createdAt, Creator: 'Groundwork' }
    this.document = new PDFDocument({
      size: 'A4',
      layout: 'landscape',
      margin,
      autoFirstPage: false,
      info,

      // It would keep every word of the table.
      fontLayoutCache: false,
    })
    this.document.registerFont('plain', plain.source)
    this.document.registerFont('bold', bold.source)
    this.measure = new TextMeasure((letter) => plain.widthOf(letter, textSize))
    this.boldMeasure = new TextMeasure((letter) => bold.widthOf(letter, textSize))
  }

  /** Where the header row begins. */
  topOf({ lead }: Pick<PageFrame, 'lead'>, isFirst: boolean): number {
    return isFirst ? margin + 20 + lead.length * 11 + 6 : margin
  }

  /** A page with the head of the table; returns where the rows begin. */
  open(
    frame: PageFrame,
    { isFirst, header, columns }: { isFirst: boolean; header: PaintedRow; columns: readonly PaintedColumn[] },
  ) {
    const { document } = this
    document.addPage()
    if (isFirst) {
      this.#write('bold', 13, ink, frame.title, margin, margin)
      for (const [index, line] of frame.lead.entries())
        this.#write('plain', 8, faint, line, margin, margin + 20 + index * 11)
    }
    this.#write('plain', 7, faint, `${frame.title} · ${frame.foot}`, margin, 595.28 - margin)
    const top = this.topOf(frame, isFirst)
    const width = frame.band.reduce((sum, index) => sum + (columns[index]?.width ?? 0), 0)
    document.rect(margin, top, width, header.height).fill(shade)
    this.row(header, { band: frame.band, columns, top, font: 'bold' })
    return top + header.height
  }

  row(
    { cells, height }: PaintedRow,
    {
      band,
      columns,
      top,
      font = 'plain',
    }: { band: Band; columns: readonly PaintedColumn[]; top: number; font?: 'plain' | 'bold' },
  ): void {
    const measure = font === 'bold' ? this.boldMeasure : this.measure
    let left = margin
    for (const index of band) {
      const { width, isRight } = columns[index] ?? { width: 0, isRight: false }
      for (const [number, line] of (cells[index] ?? []).entries()) {
        const indent = isRight ? width - cellPadding - measure.of(line) : cellPadding
        this.#write(font, textSize, ink, line, left + indent, top + cellPadding + number * lineHeight)
      }
      left += width
    }
    this.document
      .moveTo(margin, top + height)
      .lineTo(left, top + height)
      .lineWidth(0.4)
      .stroke(rule)
  }

  #write(font: string, size: number, color: string, text: string, left: number, top: number): void {
    this.document.font(font).fontSize(size).fillColor(color).text(text, left, top, { lineBreak: false })
  }
}
