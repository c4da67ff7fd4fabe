import type { Cell } from '@groundwork/domain'
import { tooManyColumns } from '../csv-rows.ts'
import type { RawRow } from '../header.ts'
import type { SpreadsheetLimits } from '../spreadsheet-limits.ts'
import { unreadable } from '../unreadable.ts'
import { type CellMeanings, cellValue } from './cell-value.ts'
import { SharedText, type SharedTexts } from './shared-texts.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { attribute, malformed } from './xml-text.ts'

/** What a sheet can have by the standard. */
const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384

const BATCH_CHARACTERS = 4_000_000

interface WrittenRow {
  readonly number: number
  readonly cells: (Cell | SharedText)[]
  /** Of its own texts, in characters. */
  readonly length: number
}

/**
 * Collects the rows of a sheet from its XML. Nothing that a sheet says of its size is believed: cells come where they say, later than
 * the one before, and only those with something in them take any room.
 */
export class SheetRows implements XmlHandler {
  /** All rows have come; what follows says how they look, such as which cells are merged. */
  isDone = false
  readonly #meanings: CellMeanings
  readonly #limits: SpreadsheetLimits
  #rows: WrittenRow[] = []
  #sharedCharacters = 0
  #lastText = -1
  #number = 0
  #cells: (Cell | SharedText)[] = []
  #length = 0
  #column = 0
  #type = ''
  #style = -1
  #text = ''
  #hasFormula = false
  #isText = false
  #isSpoken = false

  constructor(meanings: CellMeanings, limits: SpreadsheetLimits) {
    this.#meanings = meanings
    this.#limits = limits
  }

  /** Those that came since the last time, with the texts that they share; as many at once as hold a few million characters. */
  async *take(texts: SharedTexts): AsyncGenerator<readonly RawRow[]> {
    const rows = this.#rows
    this.#rows = []
    await texts.upTo(this.#lastText)
    let batch: RawRow[] = []
    let characters = 0
    for (const row of rows) {
      const { cells, length } = this.#resolved(row, texts)
      batch.push({ number: row.number, cells })
      characters += length
      if (characters < BATCH_CHARACTERS) continue
      yield batch
      batch = []
      characters = 0
    }
    if (batch.length > 0) yield batch
  }

  /** With texts in the place of their numbers, and how long they are together. */
  #resolved({ number, cells, length: own }: WrittenRow, texts: SharedTexts) {
    let length = own
    const resolved = cells.map((cell): Cell => {
      if (!(cell instanceof SharedText)) return cell
      const text = texts.textOf(cell)
      length += text.length
      this.#sharedCharacters += text.length
      if (this.#sharedCharacters > this.#limits.unpackedBytes) throw tooMuchText()
      if (length > this.#limits.rowCharacters * 2) throw tooLong(number)
      return text === '' ? null : text
    })
    return { cells: resolved, length }
  }

  open(tag: string, attributes: string): void {
    if (tag === 'c') this.#openCell(attributes)
    else if (tag === 'row') this.#openRow(attributes)
    else if (tag === 'f') this.#hasFormula = true
    else if (tag === 'rPh') this.#isSpoken = true
    this.#isText = tag === 'v' || (tag === 't' && !this.#isSpoken)
  }

  close(tag: string): void {
    this.#isText = false
    if (tag === 'c') this.#closeCell()
    else if (tag === 'row') this.#closeRow()
    else if (tag === 'rPh') this.#isSpoken = false
    else if (tag === 'sheetData') this.isDone = true
  }

  text(text: string): void {
    if (!this.#isText) return
    this.#text += text
    this.#grow(text.length)
  }

  #openRow(attributes: string): void {
    const given = attribute(attributes, 'r')
    const number = given === undefined ? this.#number + 1 : Number(given)
    if (!(Number.isInteger(number) && number > this.#number && number <= MAX_ROWS)) throw malformed()
    this.#number = number
    this.#cells = []
    this.#length = 0
    this.#column = 0
  }

  #openCell(attributes: string): void {
    const place = attribute(attributes, 'r')
    if (place !== undefined) this.#column = columnOf(place)
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = Number(attribute(attributes, 's') ?? -1)
    this.#text = ''
    this.#hasFormula = false
  }

  #closeCell(): void {
    const cell = { type: this.#type, style: this.#style, text: this.#text, hasFormula: this.#hasFormula }
    const value = cellValue(cell, this.#meanings)
    if (value !== null && value !== '') {
      if (this.#column >= this.#limits.columns) throw tooManyColumns(this.#limits.columns)
      if (value instanceof SharedText) this.#lastText = Math.max(this.#lastText, value.index)
      while (this.#cells.length < this.#column) this.#cells.push(null)
      this.#cells[this.#column] = value
    }
    this.#column += 1
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ number: this.#number, cells: this.#cells, length: this.#length })
  }

  #grow(characters: number): void {
    this.#length += characters
    if (this.#length > this.#limits.rowCharacters * 2) throw tooLong(this.#number)
  }
}

const tooLong = (row: number) => unreadable('row_too_long', `Row ${row} holds too much text`, { row })

/** A few bytes can name a long text again and again; a sheet may not say more so than if each cell had its own. */
const tooMuchText = () => unreadable('too_many_texts', 'The cells of the workbook hold more text than can be read')

/** `AB12` is 27. */
function columnOf(place: string): number {
  let column = 0
  for (let index = 0; index < place.length; index += 1) {
    const code = place.charCodeAt(index) & 0xdf
    if (code < 0x41 || code > 0x5a) break
    column = column * 26 + code - 64
    if (column > MAX_COLUMNS) throw malformed()
  }
  if (column === 0) throw malformed()
  return column - 1
}
