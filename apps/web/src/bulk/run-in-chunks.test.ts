import { expect, it } from 'vitest'
import { runInChunks } from './run-in-chunks.ts'

async function* chunksOf(...chunks: string[]) {
  for (const chunk of chunks) yield [...chunk]
}

interface Attempt {
  readonly chunks?: AsyncIterable<readonly string[]>
  /** Rows that are refused, together with whatever stands beside them. */
  readonly refused?: string
  readonly isAboutRows?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (count: number) => void
}

function attempt({ chunks = chunksOf('abc', 'def'), refused = '', isAboutRows = true, ...rest }: Attempt) {
  const asked: string[] = []
  const refuse = async (rows: readonly string[]) => {
    asked.push(rows.join(''))
    if (rows.some((row) => refused.includes(row))) throw new Error('refused')
  }
  return {
    asked,
    result: runInChunks({
      chunks,
      together: refuse,
      alone: (row) => refuse([row]),
      isAboutRows: () => isAboutRows,
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...rest,
    }),
  }
}

it('does a chunk at a time and tells how far it is', async () => {
  const counts: number[] = []
  const { asked, result } = attempt({ onProgress: (count) => counts.push(count) })
  expect(await result).toEqual({ done: [...'abcdef'], failures: [], isCut: false })
  expect(asked).toEqual(['abc', 'def'])
  expect(counts).toEqual([3, 6])
})

it('finds the one row that holds up its chunk, and does the others', async () => {
  const { asked, result } = attempt({ refused: 'e' })
  const { done, failures, isCut } = await result
  expect(asked).toEqual(['abc', 'def', 'd', 'e', 'f'])
  expect(done.join('')).toBe('abcdf')
  expect(failures.map(({ row }) => row)).toEqual(['e'])
  expect(isCut).toBe(false)
})

it('ends at once when it is not about the rows', async () => {
  const { asked, result } = attempt({ refused: 'b', isAboutRows: false })
  expect(await result).toMatchObject({ done: [], failures: [{ row: 'a' }], isCut: true })
  expect(asked).toEqual(['abc'])
})

it('stops between chunks, and within one that goes row by row', async () => {
  const control = new AbortController()
  const stopAt = (limit: number) => (count: number) => {
    if (count === limit) control.abort()
  }
  const calm = attempt({ signal: control.signal, onProgress: stopAt(3) })
  expect(await calm.result).toMatchObject({ done: [...'abc'], isCut: true })
  expect(calm.asked).toEqual(['abc'])

  const late = attempt({ signal: control.signal })
  expect(await late.result).toMatchObject({ done: [], isCut: true })
})
