import { tableLimits, textLimit } from '@groundwork/domain'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { RowCollector } from '../text/collect-rows.ts'
import type { DocumentContent } from './read-document.ts'

/** No sheet is read further for its words. */
const MAX_TEXT_ROWS = 50_000

/** The first rows of its sheets, and the words in all of them. Rows come one by one: a sheet of a million is never held whole. */
export async function readWorkbook(bytes: Uint8Array): Promise<DocumentContent> {
  const collector = new RowCollector()
  const words = new Words()
  for (const [index, name] of (await sheetNames(bytes)).entries()) {
    if (words.isFull && collector.isFull) break
    if (!collector.isFull) await collector.add(name, valuesOf(bytes, index, tableLimits.rows + 2))
    if (!words.isFull) await words.add(valuesOf(bytes, index, MAX_TEXT_ROWS))
  }
  return { text: words.text, table: { sheets: collector.sheets } }
}

async function sheetNames(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = []
  const note = ({ name }: { readonly name: string }) => {
    names.push(name)
    return false
  }
  await readXlsx(bytes, { sheets: note })
  return names.slice(0, tableLimits.sheets)
}

async function* valuesOf(bytes: Uint8Array, sheet: number, maxRows: number): AsyncGenerator<readonly unknown[]> {
  for await (const { values } of streamXlsxRows(bytes, { sheet, maxRows })) yield values
}

/** The texts of cells, in reading order; numbers are nothing to search for. */
class Words {
  readonly #parts: string[] = []
  #length = 0

  async add(rows: AsyncIterable<readonly unknown[]>): Promise<void> {
    for await (const values of rows) {
      const line = values.filter((value) => typeof value === 'string').join('\t')
      if (line === '') continue
      this.#parts.push(line)
      this.#length += line.length + 1
      if (this.isFull) return
    }
  }

  get isFull(): boolean {
    return this.#length > textLimit
  }

  get text(): string {
    return this.#parts.join('\n').slice(0, textLimit + 1)
  }
}
