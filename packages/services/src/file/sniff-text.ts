const escapeCode = String.fromCharCode(0x1b)
/** Tab, line feed, form feed, carriage return and escape are the control characters that text has. */
const notOfText = new RegExp(`[^\\t\\n\\f\\r${escapeCode} -~\\x80-\\xff]`)

/** What is not text shows it in its first few bytes: the rest of it need not become characters to be looked at. */
const LOOK_BYTES = 4096

/** Every upload's head passes here: an expression over its bytes as characters takes a third of the time of a loop over a table. */
function areTextBytes(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = 0; from < buffer.length; from += LOOK_BYTES) {
    if (notOfText.test(buffer.toString('latin1', from, from + LOOK_BYTES))) return false
  }
  return true
}

/** Old single-byte encodings: mostly ASCII, the rest accented letters. */
const maxForeignShare = 0.3

/** `text/plain`, `text/html`, `image/svg+xml` or `application/xml`; null when the bytes are not text. */
export function sniffText(head: Uint8Array): string | null {
  const text = decodeText(head)
  if (text === null) return null
  const start = withoutProlog(text)
  if (/^<(?:[a-z][\w-]*:)?svg[\s/>]/i.test(start)) return 'image/svg+xml'
  if (/^<(?:html|head|body|script|iframe|meta|title)[\s/>]/i.test(start) || /^\s*<!doctype\s+html/i.test(text))
    return 'text/html'
  return text.trimStart().startsWith('<?xml') ? 'application/xml' : 'text/plain'
}

function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes.subarray(0, bytes.length & ~1))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes.subarray(0, bytes.length & ~1))
  if (!areTextBytes(bytes)) return null
  const text = decode('utf-8', wholeCharacters(bytes))
  if (text !== null) return text
  const foreign = bytes.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0)
  return foreign / bytes.length <= maxForeignShare ? decode('windows-1252', bytes) : null
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? null : text
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The head may end inside a character; that is no fault of the text. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back + (back >= lengthOf(byte) ? lengthOf(byte) : 0))
    if (byte < 0x80) return bytes
  }
  return bytes
}

const lengthOf = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

/** Past the XML declaration, comments and the document type, an inner subset included. Each step is bounded by the head. */
function withoutProlog(text: string): string {
  let rest = text.replace(/^\ufeff/, '').trimStart()
  for (;;) {
    const end = prologEnd(rest)
    if (end < 0) return rest
    rest = rest.slice(end).trimStart()
  }
}

function prologEnd(text: string): number {
  if (text.startsWith('<?')) return after(text, '?>')
  if (text.startsWith('<!--')) return after(text, '-->')
  if (!/^<!doctype/i.test(text)) return -1
  const subset = text.indexOf('[')
  const close = text.indexOf('>')
  return subset >= 0 && subset < close ? after(text, ']>') : after(text, '>')
}

const after = (text: string, mark: string) => {
  const at = text.indexOf(mark)
  return at < 0 ? -1 : at + mark.length
}
