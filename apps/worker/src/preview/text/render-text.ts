import { buffer } from 'node:stream/consumers'
import type { PreviewSource, Rendition } from '@groundwork/services'
import { decodeText, keptText } from './decode-text.ts'
import { readCsv } from './read-csv.ts'

const tables = ['text/csv', 'text/tab-separated-values']

export const textTypes: readonly string[] = [...tables, 'text/plain', 'text/markdown', 'application/json']

/** The front of a text; a log of any length costs no more than this. */
const LOOKED_AT_BYTES = 4 * 1024 * 1024

/** Text as it reads, whatever its encoding, and a text table as one. In this process: no step takes longer than the text is long. */
export async function renderText({ mimeType, bytes, open }: PreviewSource): Promise<Rendition> {
  const isWhole = bytes <= LOOKED_AT_BYTES
  const front = await buffer(await open({ start: 0, end: Math.min(bytes, LOOKED_AT_BYTES) - 1 }))
  const { text, encoding } = decodeText(front, isWhole)
  const kept = keptText(text, isWhole)
  return {
    properties: { encoding },
    ...(kept && { text: kept }),
    ...(tables.includes(mimeType) && { table: await readCsv(text) }),
  }
}
