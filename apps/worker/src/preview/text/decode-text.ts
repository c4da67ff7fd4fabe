import { textLimit } from '@groundwork/domain'
import { guessEncoding } from '@groundwork/spreadsheet'

export interface DecodedText {
  readonly text: string
  /** As the web names encodings: `utf-8`, `windows-1252`. */
  readonly encoding: string
}

/**
 * Text of whatever encoding, found out as an import finds it out. `isWhole`: the bytes are all there are; otherwise their end may be
 * the middle of a character.
 */
export function decodeText(bytes: Uint8Array, isWhole: boolean): DecodedText {
  const encoding = guessEncoding({ front: Buffer.from(bytes), back: Buffer.alloc(0) })
  return { text: cleanText(new TextDecoder(encoding).decode(bytes, { stream: !isWhole })), encoding }
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
