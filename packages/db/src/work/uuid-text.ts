/** The two digits of each byte, as one number: the first in its low half. */
const digits = Uint16Array.from({ length: 256 }, (_, byte) => {
  const pair = byte.toString(16).padStart(2, '0')
  return pair.charCodeAt(0) | (pair.charCodeAt(1) << 8)
})

const dashesBefore = new Set([4, 6, 8, 10])
/** Where the digits of each byte go. */
const places = Array.from({ length: 16 }, (_, at) => at * 2 + [...dashesBefore].filter((dash) => dash <= at).length)
const text = Buffer.alloc(36, '-')

/** `018f4c2e-...` in one piece: put together from its digits, every id would be thirty pieces until somebody reads it. */
export function uuidText(bytes: Uint8Array): string {
  for (let at = 0; at < places.length; at++) {
    const pair = digits[bytes[at] as number] as number
    const place = places[at] as number
    text[place] = pair & 0xff
    text[place + 1] = pair >> 8
  }
  return text.toString('latin1')
}
