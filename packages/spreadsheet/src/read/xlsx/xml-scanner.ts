import { unreadable } from '../unreadable.ts'
import { decodeEntities, hostileXml, malformed } from './xml-text.ts'

/** What happens while an XML document is read. Names are without their prefixes: `x:row` is `row`. */
export interface XmlHandler {
  open(name: string, attributes: string): void
  close(name: string): void
  text(text: string): void
}

const MAX_DEPTH = 64

/**
 * Reads XML as it comes, in pieces of any size, many times faster than a parser for every kind of XML, because workbooks use little
 * of it. It knows no document types, so nothing in a file can make text grow, loop or name another file; and no element, text or
 * comment may be longer than `longest`, so that it never holds more than that.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  readonly #longest: number
  readonly #path: string[] = []
  #rest = ''

  constructor(handler: XmlHandler, longest: number) {
    this.#handler = handler
    this.#longest = longest
  }

  /** @throws DomainError hostile_xml, unreadable_spreadsheet, row_too_long */
  write(piece: string): void {
    const xml = this.#rest + piece
    let at = 0
    for (;;) {
      const next = this.#step(xml, at)
      if (next === at) break
      at = next
    }
    this.#rest = xml.slice(at)
    if (this.#rest.length > this.#longest)
      throw unreadable('row_too_long', 'A cell of the workbook goes on without an end')
  }

  /** @throws DomainError when elements are still open */
  end(): void {
    if (this.#path.length > 0 || this.#rest.trim() !== '') throw malformed()
  }

  /** Reads one piece of markup or the text before it; stays where it is until that has come whole. */
  #step(xml: string, at: number): number {
    const start = xml.indexOf('<', at)
    if (start < 0) return at
    if (start > at) {
      if (this.#path.length > 0) this.#handler.text(decodeEntities(xml.slice(at, start)))
      return start
    }
    switch (xml.charCodeAt(at + 1)) {
      case 0x2f:
        return this.#close(xml, at)
      case 0x3f:
        return after(xml, '?>', at)
      case 0x21:
        return this.#special(xml, at)
      default:
        return this.#open(xml, at)
    }
  }

  #open(xml: string, at: number): number {
    const end = tagEnd(xml, at + 1)
    if (end < 0) return at
    const isEmpty = xml.charCodeAt(end - 1) === 0x2f
    const tag = xml.slice(at + 1, isEmpty ? end - 1 : end)
    const space = tag.search(/\s/)
    const name = localName(space < 0 ? tag : tag.slice(0, space))
    if (name === '' || this.#path.length >= MAX_DEPTH) throw malformed()
    this.#handler.open(name, space < 0 ? '' : tag.slice(space))
    if (isEmpty) this.#handler.close(name)
    else this.#path.push(name)
    return end + 1
  }

  #close(xml: string, at: number): number {
    const end = xml.indexOf('>', at)
    if (end < 0) return at
    const name = localName(xml.slice(at + 2, end).trimEnd())
    if (this.#path.pop() !== name) throw malformed()
    this.#handler.close(name)
    return end + 1
  }

  #special(xml: string, at: number): number {
    if (xml.startsWith('<!--', at)) return after(xml, '-->', at)
    if (xml.startsWith('<![CDATA[', at)) {
      const end = xml.indexOf(']]>', at)
      if (end < 0) return at
      if (this.#path.length > 0) this.#handler.text(xml.slice(at + 9, end))
      return end + 3
    }
    if (xml.length - at < 9) return at
    throw hostileXml('The workbook declares entities or a document type of its own')
  }
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function after(xml: string, mark: string, at: number): number {
  const end = xml.indexOf(mark, at + 2)
  return end < 0 ? at : end + mark.length
}

/** Where a tag ends: at the first `>` that stands in no attribute's value. Below zero while it has not come. */
function tagEnd(xml: string, at: number): number {
  let quote = 0
  for (let index = at; index < xml.length; index += 1) {
    const code = xml.charCodeAt(index)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x22 || code === 0x27) quote = code
    else if (code === 0x3e) return index
  }
  return -1
}
