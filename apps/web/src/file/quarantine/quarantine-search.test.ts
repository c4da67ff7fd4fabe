import { expect, it } from 'vitest'
import { readQuarantineSearch } from './quarantine-search.ts'

it('keeps of the address of the quarantine what it knows, and answers for each of its parameters', () => {
  const all = { q: 'crane', verdict: 'unscannable', released: 'yes', sort: '-name' }
  expect(readQuarantineSearch(all)).toEqual(all)
  const nothing = { q: undefined, verdict: undefined, released: undefined, sort: undefined }
  expect(readQuarantineSearch({ q: '', verdict: 'clean', released: 'true', sort: 'size' })).toStrictEqual(nothing)
})
