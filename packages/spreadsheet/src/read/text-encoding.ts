import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import { type DecoderStream, encodingExists, getDecoder } from 'iconv-lite'
import { unreadable } from './unreadable.ts'

/** The two ends of a file; all of it where it is small. */
export interface FileEnds {
  readonly front: Buffer
  readonly back: Buffer
}

/**
 * In which encoding a text was written, as the web names encodings. A mark at its front says it; what reads as UTF-8 at both ends
 * is; and the rest is guessed from the look of its letters.
 */
export function guessEncoding({ front, back }: FileEnds): string {
  const marked = markedEncoding(front) ?? unmarkedUtf16(front)
  if (marked) return marked
  if (isUtf8(wholeCharacters(front)) && isUtf8(wholeCharacters(back))) return 'utf-8'
  const sample = Buffer.concat([front, back])
  const guesses = analyse(sample).map(({ name }) => knownEncoding(name))
  return guesses.find((name) => name !== undefined && name !== 'utf-8' && means(name, sample)) ?? 'windows-1252'
}

/** Whether the text makes sense in it. Its last character may be cut in two. */
function means(encoding: string, sample: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The web's name for an encoding that can be read here: `latin1` is `windows-1252`. */
export function knownEncoding(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label)
    return encodingExists(encoding) ? encoding : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function markedEncoding([first, second, third]: Buffer): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** Half of a European text in UTF-16 is zeros, and no other text holds any. */
function unmarkedUtf16(front: Buffer): string | undefined {
  const pairs = Math.min(front.length, 4096) >> 1
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (front[at] === 0) even += 1
    if (front[at + 1] === 0) odd += 1
  }
  if (odd > pairs / 2 && even === 0) return 'utf-16le'
  return even > pairs / 2 && odd === 0 ? 'utf-16be' : undefined
}

/** Without the bytes at its ends that belong to characters cut in two. */
function wholeCharacters(bytes: Buffer): Buffer {
  let start = 0
  while (start < 3 && isContinuation(bytes[start])) start += 1
  let end = bytes.length
  while (bytes.length - end < 3 && isContinuation(bytes[end - 1])) end -= 1
  return bytes.subarray(start, (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : bytes.length)
}

const isContinuation = (byte: number | undefined) => byte !== undefined && byte >= 0x80 && byte < 0xc0

/** However much a source gives at once: what reads the text has to see it before it is too much. */
const PIECE_BYTES = 65_536

/** Decodes piece by piece; what a piece ends in the middle of waits for the next. */
export const decoderOf = (encoding: string): Pick<DecoderStream, 'write' | 'end'> =>
  encoding.startsWith('utf-') ? strictDecoder(encoding) : getDecoder(encoding)

/** The text of a stream, without its mark. Never a character that was not there. @throws DomainError wrong_encoding */
export async function* decodeStream(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const text = decoder.write(Buffer.from(chunk.subarray(at, at + PIECE_BYTES)))
      if (text) yield text
    }
  }
  const rest = decoder.end()
  if (rest) yield rest
}

function strictDecoder(encoding: string) {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (chunk?: Buffer) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw unreadable('wrong_encoding', `This is not written in ${encoding}: say in which encoding it is`, {
        encoding,
        cause,
      })
    }
  }
  return { write: decode, end: () => decode() }
}
