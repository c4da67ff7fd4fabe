import { expect, it } from 'vitest'
import { readImportSearch, stepOf } from './import-search.ts'

it('goes on where the address stands', () => {
  expect(stepOf({})).toBe('file')
  expect(stepOf({ file: 'f' })).toBe('reading')
  expect(stepOf({ file: 'f', step: 'rows' })).toBe('rows')
  expect(stepOf({ file: 'f', job: 'j' })).toBe('check')
  expect(stepOf({ file: 'f', job: 'j', step: 'columns' })).toBe('columns')
})

it('plans nothing without a file, whatever an address says', () => {
  expect(stepOf(readImportSearch({ step: 'columns' }))).toBe('file')
  expect(readImportSearch({ step: 'check', file: ['a', 'b'] })).toEqual({})
})
