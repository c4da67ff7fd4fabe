import { expect, it } from 'vitest'
import { diffLines } from './diff-lines.ts'
import { inHunks } from './in-hunks.ts'

it('shows three lines around each change and counts the others', () => {
  const before = Array.from({ length: 20 }, (_, line) => `line ${line}`)
  const after = before.map((line) => (line === 'line 10' ? 'another' : line))
  const parts = inHunks(diffLines(before.join('\n'), after.join('\n')) ?? [])
  expect(parts.map((part) => ('hidden' in part ? part.hidden : part.text))).toEqual([
    7,
    ...['line 7', 'line 8', 'line 9', 'line 10', 'another', 'line 11', 'line 12', 'line 13'],
    6,
  ])
})
