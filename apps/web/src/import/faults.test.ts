import type { FaultyRow } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { faultAfter, faultsIn, openFaults, rowsWithoutFault, sameFaults } from './faults.ts'
import { mend, nothingMended, skipRows } from './mending.ts'

const header = ['SKU', 'Typ', 'Name']
const issue = (column: string | null) => ({ column, value: null, rule: 'not_a_choice', message: 'Not one of A, B' })
const rows: readonly FaultyRow[] = [
  { row: 3, sheet: null, cells: ['A', 'Servize', null], issues: [issue('Name'), issue('Typ')] },
  { row: 5, sheet: null, cells: ['B', 'Servize', 'Buoy'], issues: [issue('Typ')] },
  { row: 8, sheet: null, cells: ['A', 'SERVICE', 'Crane'], issues: [issue(null), issue('tags')] },
]
const faults = faultsIn(rows, header)
const name3 = { row: 3, header: 'Name', place: 2 }

describe('faulty cells', () => {
  it('stand in the order of reading; a fault of a whole row has no cell', () => {
    expect(faults.map(({ row, header: name, text }) => [row, name, text])).toEqual([
      [3, 'Typ', 'Servize'],
      [3, 'Name', ''],
      [5, 'Typ', 'Servize'],
    ])
    expect(rowsWithoutFault(rows, header).map(({ row }) => row)).toEqual([8])
  })

  it('are open until they are touched or their row is left out', () => {
    const mending = skipRows(mend(nothingMended, name3, 'Lamp', ''), [5])
    expect(openFaults(faults, mending).map(({ row, place }) => [row, place])).toEqual([[3, 1]])
  })

  it('are gone through one after the other, and from the last to the first', () => {
    expect(faultAfter(faults, { row: 3, place: 1 })).toMatchObject(name3)
    expect(faultAfter(faults, { row: 3, place: 2 })).toMatchObject({ row: 5, place: 1 })
    expect(faultAfter(faults, { row: 5, place: 1 })).toMatchObject({ row: 3, place: 1 })
    expect(faultAfter([], { row: 5, place: 1 })).toBeUndefined()
  })

  it('are found again where the same slip was made', () => {
    expect(sameFaults(faults, { header: 'Typ', text: 'Servize' }).map(({ row }) => row)).toEqual([3, 5])
  })
})
