import { describe, expect, it } from 'vitest'
import { Category } from '../catalog/category.ts'
import { StockLocation } from '../inventory/stock-location.ts'
import { importParameters } from './import-parameters.ts'
import { planImport } from './import-plan.ts'
import { matchKeysOf } from './match-key.ts'
import { matchValues } from './plan-row.ts'
import { readRow } from './read-row.ts'

const warehouse = '01900000-0000-7000-8000-00000000000a'
const header = ['warehouse', 'parent', 'name', 'barcode']
const keyOf = (match: readonly string[] | undefined, line: Readonly<Record<string, string>>) => {
  const parameters = importParameters.parse({ mapping: Object.fromEntries(header.map((name) => [name, name])), match })
  const plan = planImport({ resource: StockLocation, parameters, customFields: [], header })
  const cells = header.map((name) => line[name] ?? '')
  return matchValues(plan, readRow(plan, { number: 2, cells }))
}

describe('a key', () => {
  it('that every row has goes before one that some have not', () => {
    expect(matchKeysOf(StockLocation)).toEqual([['id'], ['warehouse', 'parent', 'name'], ['warehouse', 'barcode']])
    expect(keyOf(undefined, { warehouse, name: 'Shelf', barcode: '4006381' })).not.toHaveProperty('barcode')
  })

  it('of which a row has only half finds nothing: any number of places have no barcode', () => {
    const match = ['warehouse', 'barcode']
    expect(keyOf(match, { warehouse, barcode: '4006381' })).toEqual({ warehouse, barcode: '4006381' })
    expect(keyOf(match, { warehouse, name: 'Shelf' })).toBeNull()
  })

  it('holds of what stands at the root of a tree that it has no parent', () => {
    expect(keyOf(undefined, { warehouse, name: 'Shelf' })).toEqual({ warehouse, parent: null, name: 'Shelf' })
    expect(matchKeysOf(Category)).toContainEqual(['parent', 'name', 'categoryType'])
  })
})
