import { describe, expect, it } from 'vitest'
import {
  isMended,
  isTooMuch,
  type Mending,
  mend,
  mendedCells,
  mendedParameters,
  mendedTo,
  nothingMended,
  revertRow,
  skipRows,
} from './mending.ts'

const at = { row: 7, header: 'Typ' }
const mended = mend(nothingMended, at, 'SERVICE', 'Servize')

describe('a mended cell', () => {
  it('says what was typed, until it says again what the file says', () => {
    expect(mendedTo(mended, at)).toBe('SERVICE')
    expect(mendedTo(mended, { row: 8, header: 'Typ' })).toBeUndefined()
    expect(mendedTo(mended, { row: 7, header: 'constructor' })).toBeUndefined()
    expect(mend(mended, at, 'Servize', 'Servize')).toEqual(nothingMended)
    expect(mendedTo(mend(nothingMended, at, '', 'x'), at)).toBe('')
  })

  it('is counted by itself, and goes with the others of its row', () => {
    const two = mend(mended, { row: 7, header: 'Name' }, 'Crane', '')
    expect(mendedCells(two)).toBe(2)
    expect(isMended(revertRow(skipRows(two, [7]), 7))).toBe(false)
  })
})

describe('the plan that is tried anew', () => {
  const parameters = {
    mode: 'upsert',
    mapping: { Typ: 'product_type' },
    corrections: { '7': { Name: 'Crane', Typ: 'old' }, '9': { Name: 'Buoy' } },
    skip_rows: [4],
    dry_run: false,
  }

  it('keeps what was mended in earlier rounds, the newest word first', () => {
    expect(mendedParameters(parameters, skipRows(mended, [4, 12]))).toEqual({
      mode: 'upsert',
      mapping: { Typ: 'product_type' },
      corrections: { '7': { Name: 'Crane', Typ: 'SERVICE' }, '9': { Name: 'Buoy' } },
      skip_rows: [4, 12],
      dry_run: true,
    })
  })

  it('is the plan itself where nothing was mended', () => {
    expect(mendedParameters({ mode: 'insert' }, nothingMended)).toEqual({ mode: 'insert', dry_run: true })
  })

  it('is too much beyond what an import takes', () => {
    const many = (rows: number): Mending => ({
      cells: Object.fromEntries(Array.from({ length: rows }, (_, row) => [row + 1, { Typ: 'SERVICE' }])),
      skipped: [],
    })
    expect(isTooMuch({}, many(1000))).toBe(false)
    expect(isTooMuch({}, many(1001))).toBe(true)
    expect(isTooMuch({ corrections: { '5000': { Typ: 'SERVICE' } } }, many(1000))).toBe(true)
    expect(isTooMuch({}, { cells: { '1': { Typ: 'x'.repeat(400_000) } }, skipped: [] })).toBe(true)
  })
})
