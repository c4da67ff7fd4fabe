import { unreadable } from '../unreadable.ts'

export const malformed = (cause?: unknown) =>
  unreadable('unreadable_spreadsheet', 'The workbook is damaged', { ...(cause !== undefined && { cause }) })

export const hostileXml = (message: string) => unreadable('hostile_xml', message)

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The five entities that every XML document has, and characters by number. @throws DomainError hostile_xml for any other */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:([^&;]{1,8});)?/g, (_, body: string | undefined) => entity(body)) : text

function entity(body = ''): string {
  const known = named.get(body)
  if (known !== undefined) return known
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(body) ?? []
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  throw hostileXml('The workbook uses an entity that XML does not have')
}

/** One attribute of a tag, by its name without a prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = 0
  for (;;) {
    const equals = attributes.indexOf('=', at)
    if (equals < 0) return undefined
    const open = attributes.slice(equals + 1).search(/\S/) + equals + 1
    const quote = attributes[open]
    const close = quote === '"' || quote === "'" ? attributes.indexOf(quote, open + 1) : -1
    if (close < 0) throw malformed()
    const spelt = attributes.slice(at, equals).trim()
    if (spelt.slice(spelt.indexOf(':') + 1) === name) return decodeEntities(attributes.slice(open + 1, close))
    at = close + 1
  }
}

/** Characters that XML cannot hold, as Office writes them: `_x000D_` is a carriage return, `_x005F_` an underscore. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
