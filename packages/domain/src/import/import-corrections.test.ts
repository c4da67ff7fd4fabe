import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import type { Cell } from './cell.ts'
import { importParameters } from './import-parameters.ts'
import { planImport } from './import-plan.ts'
import { matchValues, planRow } from './plan-row.ts'
import { readRow } from './read-row.ts'

const header = ['sku', 'Titel', 'product_type']
const mapping = { sku: 'sku', Titel: 'name', product_type: 'product_type' }
const organization = '01900000-0000-7000-8000-000000000001'

const planOf = (given: object, sheets: readonly string[] = []) => {
  const parameters = importParameters.parse({ mode: 'upsert', match: ['sku'], mapping, ...given })
  return planImport({ resource: Product, customFields: [], header, sheets, parameters })
}

function verdictOn(cells: readonly Cell[], given: object, more: { readonly isTooWide?: true } = {}) {
  const plan = planOf(given)
  const row = readRow(plan, { number: 7, cells, ...more })
  return { row, verdict: planRow(plan, row, { organization, standing: null }), key: matchValues(plan, row) }
}

describe('a correction', () => {
  it('is read as if the file said so, by the name in the header, and stands among the cells', () => {
    const corrections = { 7: { Titel: 'Hammer', product_type: 'SERVICE' } }
    const { row, verdict } = verdictOn(['A', null, 'NONSENSE'], { corrections })
    expect(verdict).toMatchObject({ kind: 'create', input: { name: 'Hammer', productType: 'SERVICE' } })
    expect(row.cells).toEqual(['A', 'Hammer', 'SERVICE'])
  })

  it('goes through the transforms, and is judged as any cell is', () => {
    const { verdict } = verdictOn(['A', 'x', 'SERVICE'], {
      corrections: { 7: { sku: 'b-1', product_type: 'other' } },
      transforms: { sku: ['upper'] },
    })
    expect(verdict).toMatchObject({ issues: [{ column: 'product_type', value: 'other', rule: 'not_a_choice' }] })
  })

  it('may change by which key the row is found', () => {
    expect(verdictOn(['A', 'x', 'SERVICE'], { corrections: { 7: { sku: 'B' } } }).key).toEqual({ sku: 'B' })
  })

  it('empties a cell', () => {
    const { row, verdict } = verdictOn(['A', 'x', 'SERVICE'], { corrections: { 7: { Titel: '' } } })
    expect(row.cells).toEqual(['A', null, 'SERVICE'])
    expect(verdict).toMatchObject({ kind: 'issues', issues: [{ column: 'Titel' }] })
  })

  it('touches no other row', () => {
    const { row } = verdictOn(['A', 'x', 'SERVICE'], { corrections: { 8: { Titel: 'y' } } })
    expect(row.cells).toEqual(['A', 'x', 'SERVICE'])
  })

  it('settles a row that had a cell too many: whoever mended it has seen it', () => {
    const cells = ['A', 'x', 'y']
    expect(verdictOn(cells, {}, { isTooWide: true }).verdict).toMatchObject({
      kind: 'issues',
      issues: [{ rule: 'too_many_cells' }, { rule: 'not_a_choice' }],
    })
    const corrections = { 7: { product_type: 'SERVICE' } }
    expect(verdictOn(cells, { corrections }, { isTooWide: true }).verdict).toMatchObject({ kind: 'create' })
  })

  it('of a column that the file has not is told by its place', () => {
    expect(() => planOf({ corrections: { 7: { name: 'x' } } })).toThrow(
      expect.objectContaining({ fields: { 'corrections.7.name': ['The file has no such column'] } }),
    )
  })

  it('names its sheet where a workbook has several, for rows have numbers on each', () => {
    const corrections = { 7: { Titel: 'x' } }
    const refusal = expect.objectContaining({ reason: 'sheet_required', fields: { sheet: [expect.any(String)] } })
    expect(() => planOf({ corrections }, ['One', 'Two'])).toThrow(refusal)
    expect(() => planOf({ skip_rows: [7] }, ['One', 'Two'])).toThrow(refusal)
    expect(() => planOf({ corrections, sheet: 'Two' }, ['One', 'Two'])).not.toThrow()
    expect(() => planOf({ corrections }, ['One'])).not.toThrow()
    expect(() => planOf({}, ['One', 'Two'])).not.toThrow()
  })
})

it('a row that is left out is skipped whatever is wrong with it, and takes nobody its key', () => {
  const { verdict, key } = verdictOn([null, null, 'NONSENSE'], { skip_rows: [7] }, { isTooWide: true })
  expect(verdict).toEqual({ kind: 'skip' })
  expect(key).toBeNull()
  expect(verdictOn(['A', 'x', 'SERVICE'], { skip_rows: [7], defaults: { sku: 'A' } }).key).toBeNull()
})

describe('parameters', () => {
  const pathOf = (given: object) => {
    const { error } = importParameters.safeParse(given)
    return error?.issues[0]?.path.join('.')
  }

  it.each([
    ['corrections.x', { corrections: { x: { sku: 'A' } } }],
    ['corrections.0', { corrections: { 0: { sku: 'A' } } }],
    ['corrections.7', { corrections: { 7: 'A' } }],
    ['corrections.7.sku', { corrections: { 7: { sku: 5 } } }],
    ['corrections.7.sku', { corrections: { 7: { sku: 'A\0' } } }],
    ['corrections.7.constructor', { corrections: { 7: { constructor: 'A' } } }],
    ['skip_rows.0', { skip_rows: [0] }],
    ['skip_rows.1', { skip_rows: [2, 'x'] }],
    ['sha256', { sha256: 'beef' }],
  ])('are refused at %s', (path, given) => {
    expect(pathOf(given)).toBe(path)
  })

  it('hold a thousand corrected rows and 300,000 characters, and no more', () => {
    const rows = (count: number, text: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, place) => [place + 1, { sku: text }]))
    expect(pathOf({ corrections: rows(1000, 'A') })).toBeUndefined()
    expect(pathOf({ corrections: rows(1001, 'A') })).toBe('corrections')
    expect(pathOf({ corrections: rows(4, 'A'.repeat(80_000)) })).toBe('corrections')
    expect(pathOf({ skip_rows: Array.from({ length: 1001 }, (_, place) => place + 1) })).toBe('skip_rows')
  })
})
