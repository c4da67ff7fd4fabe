import type { SheetRow } from '@groundwork/spreadsheet'
import { expect, it } from 'vitest'
import { rowChunks } from './row-chunks.ts'

async function sizes(texts: readonly string[], perBatch: number): Promise<number[]> {
  const rows = texts.map((text, index): SheetRow => ({ number: index + 2, cells: [text, 1, null] }))
  const batches = async function* () {
    for (let at = 0; at < rows.length; at += perBatch) yield rows.slice(at, at + perBatch)
  }
  const found: number[] = []
  for await (const chunk of rowChunks(batches(), 5)) found.push(chunk.length)
  return found
}

const long = 'x'.repeat(1_900_000)

it('cuts rows into chunks by their number, and long ones by what they hold, however they come', async () => {
  for (const perBatch of [1, 3, 100]) {
    expect(await sizes(Array(12).fill('x'), perBatch)).toEqual([5, 5, 2])
    expect(await sizes(Array(7).fill(long), perBatch)).toEqual([3, 3, 1])
    expect(await sizes(['x', 'x', long, long, long, 'x'], perBatch)).toEqual([5, 1])
  }
})
