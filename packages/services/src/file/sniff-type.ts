import { fileTypeFromBuffer } from 'file-type'
import { sniffText } from './sniff-text.ts'
import { isZip, zipContents } from './sniff-zip.ts'

/** So many bytes from the front decide what a file is. */
export const HEAD_BYTES = 65_536

/** Signatures that are text themselves, so that being text says nothing against them. */
const textualFormats = new Set(['application/pdf', 'application/rtf', 'application/postscript'])

/**
 * What the bytes are, by their own look: a MIME type, or null when nothing is recognised. Short signatures (`BM`, `ID3`)
 * also begin honest text, so text without a control character stays text.
 */
export async function sniffType(head: Uint8Array): Promise<string | null> {
  if (isZip(head)) return zipContents(head)
  const format = (await fileTypeFromBuffer(head))?.mime.split(';', 1)[0] ?? null
  const text = format !== null && textualFormats.has(format) ? null : sniffText(head)
  return text ?? format
}
