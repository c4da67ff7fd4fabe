import type { SpreadsheetLimits } from '../spreadsheet-limits.ts'
import { unreadable } from '../unreadable.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { decodeEscapes } from './xml-text.ts'

/** The texts that the cells of a workbook share, packed: a million small strings would take many times their letters. */
export class SharedStrings {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #ends = new Uint32Array(4096)
  #count = 0

  add(text: string): void {
    const start = this.#endOf(this.#count - 1)
    const end = start + Buffer.byteLength(text)
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, end, Buffer.allocUnsafe)
    if (this.#count === this.#ends.length)
      this.#ends = grown(this.#ends, this.#count + 1, (size) => new Uint32Array(size))
    this.#bytes.write(text, start)
    this.#ends[this.#count] = end
    this.#count += 1
  }

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    return this.#bytes.toString('utf8', this.#endOf(index - 1), this.#endOf(index))
  }

  get count(): number {
    return this.#count
  }

  /** What they take, with where each of them ends. */
  get bytes(): number {
    return this.#endOf(this.#count - 1) + this.#count * 4
  }

  #endOf(index: number): number {
    return this.#ends[index] ?? 0
  }
}

function grown<List extends Uint8Array | Uint32Array>(list: List, least: number, make: (size: number) => List): List {
  const larger = make(Math.max(list.length * 2, least))
  larger.set(list)
  return larger
}

/** Reads texts into the list, one element `si` each. How to pronounce a text (`rPh`) is no part of it. */
export class StringsHandler implements XmlHandler {
  readonly #strings: SharedStrings
  readonly #limits: SpreadsheetLimits
  #text = ''
  #isText = false
  #isSpoken = false

  constructor(strings: SharedStrings, limits: SpreadsheetLimits) {
    this.#strings = strings
    this.#limits = limits
  }

  open(tag: string): void {
    if (tag === 'si') this.#text = ''
    if (tag === 'rPh') this.#isSpoken = true
    this.#isText = tag === 't' && !this.#isSpoken
  }

  close(tag: string): void {
    if (tag === 'rPh') this.#isSpoken = false
    this.#isText = false
    if (tag !== 'si') return
    this.#strings.add(decodeEscapes(this.#text))
    if (this.#strings.bytes <= this.#limits.sharedBytes) return
    throw unreadable('too_many_texts', 'The workbook holds more different texts than can be read')
  }

  text(piece: string): void {
    if (!this.#isText) return
    this.#text += piece
    if (this.#text.length <= this.#limits.rowCharacters) return
    throw unreadable('row_too_long', 'A text of the workbook goes on without an end')
  }
}
