import { textLimit } from '@groundwork/domain'
import { analyse } from 'chardet'

export interface DecodedText {
  readonly text: string
  /** As the web names encodings: `utf-8`, `windows-1252`. */
  readonly encoding: string
}

/** The front decides; more would only cost time. */
const LOOKED_AT_BYTES = 65_536

/**
 * Text of whatever encoding: a mark at its front says it, else what is UTF-8 is UTF-8, and the rest is guessed. `isWhole`: the
 * bytes are all there are; otherwise their end may be the middle of a character.
 */
export function decodeText(bytes: Uint8Array, isWhole: boolean): DecodedText {
  const encoding = markedEncoding(bytes) ?? (isIn('utf-8', bytes, isWhole) ? 'utf-8' : guessedEncoding(bytes, isWhole))
  return { text: cleanText(new TextDecoder(encoding).decode(bytes, { stream: !isWhole })), encoding }
}

function markedEncoding([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** Whether every byte means something in it. */
function isIn(encoding: string, bytes: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole })
    return true
  } catch (error) {
    // What it does not know of at all is a RangeError.
    if (error instanceof TypeError || error instanceof RangeError) return false
    throw error
  }
}

/** The likeliest in which the text makes sense to the last byte. */
function guessedEncoding(bytes: Uint8Array, isWhole: boolean): string {
  const guesses = analyse(bytes.subarray(0, LOOKED_AT_BYTES)).map(({ name }) => name.toLowerCase())
  const guess = guesses.find((name) => isIn(name, bytes, isWhole)) ?? 'windows-1252'
  return new TextDecoder(guess).encoding
}

/** What Postgres can keep and a screen can show: no control characters, no half characters. */
export const cleanText = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\p{Surrogate}]/gu, '').replace(/\r\n?/g, '\n')

export interface KeptText {
  readonly content: string
  readonly isCut: boolean
}

/** As much of it as is kept; null when there is nothing to read in it. */
export function keptText(text: string, isWhole = true): KeptText | null {
  const content = cleanText(text.slice(0, textLimit)).trimEnd()
  if (content.trim() === '') return null
  return { content, isCut: !isWhole || text.length > textLimit }
}
