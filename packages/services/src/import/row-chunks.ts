import { charactersOf, type SheetRow } from '@groundwork/spreadsheet'

/** A chunk is held twice over, read and landing, and goes to the database as one text. */
const mostCharacters = 4_000_000

/** Rows as many at a time as make a transaction, fewer where they are long. The same rows always make the same chunks. */
export async function* rowChunks(
  batches: AsyncIterable<readonly SheetRow[]>,
  size: number,
): AsyncGenerator<SheetRow[], undefined> {
  let chunk: SheetRow[] = []
  let characters = 0
  for await (const batch of batches) {
    for (const row of batch) {
      chunk.push(row)
      characters += charactersOf(row.cells)
      if (chunk.length < size && characters < mostCharacters) continue
      yield chunk
      chunk = []
      characters = 0
    }
  }
  if (chunk.length) yield chunk
}
