import type { Readable } from 'node:stream'
import type { SpreadsheetLimits } from '../spreadsheet-limits.ts'
import { xmlText } from './read-xml.ts'
import { SharedStrings, StringsHandler } from './shared-strings.ts'
import { XmlScanner } from './xml-scanner.ts'
import { malformed } from './xml-text.ts'

/** A text that a cell shares with others, by its place in the list. */
export class SharedText {
  constructor(readonly index: number) {}
}

/**
 * The list of texts that cells share, read only as far as cells have asked for them. Programs list texts in the order of their first
 * cell, so the front of a table needs no more than the front of the list.
 */
export class SharedTexts {
  readonly #strings = new SharedStrings()
  readonly #pieces: AsyncGenerator<string>
  readonly #scanner: XmlScanner
  #turn: Promise<unknown> = Promise.resolve()

  constructor(open: () => Promise<Readable>, limits: SpreadsheetLimits) {
    this.#pieces = piecesOf(open)
    this.#scanner = new XmlScanner(new StringsHandler(this.#strings, limits), limits.rowCharacters)
  }

  /** Reads on until this one is known, whoever else is reading. */
  upTo(index: number): Promise<void> {
    const read = this.#turn.then(() => this.#readTo(index))
    this.#turn = read.catch(() => undefined)
    return read
  }

  /** @throws DomainError for one that is not in the list */
  textOf({ index }: SharedText): string {
    const text = this.#strings.at(index)
    if (text === undefined) throw malformed()
    return text
  }

  async close(): Promise<void> {
    await this.#pieces.return(undefined)
  }

  async #readTo(index: number): Promise<void> {
    while (this.#strings.count <= index) {
      const { value, done } = await this.#pieces.next()
      if (done) return
      this.#scanner.write(value)
    }
  }
}

async function* piecesOf(open: () => Promise<Readable>): AsyncGenerator<string> {
  yield* xmlText(await open())
}
