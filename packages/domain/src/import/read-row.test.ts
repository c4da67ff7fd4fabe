import { expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { importParameters } from './import-parameters.ts'
import { planImport } from './import-plan.ts'
import { planRow } from './plan-row.ts'
import { readRow } from './read-row.ts'

const header = ['sku', 'name', 'product_type']
const parameters = importParameters.parse({ mapping: Object.fromEntries(header.map((name) => [name, name])) })
const plan = planImport({ resource: Product, customFields: [], header, parameters })
const row = { number: 7, cells: ['A', 'Hammer', 'SERVICE'] }
const verdictOn = (given: Parameters<typeof readRow>[1]) =>
  planRow(plan, readRow(plan, given), { organization: '01900000-0000-7000-8000-000000000001', standing: null })

it('a row with more cells than there are names is not brought in: what it says stands under wrong names', () => {
  expect(verdictOn(row)).toMatchObject({ kind: 'create' })
  expect(verdictOn({ ...row, isTooWide: true })).toMatchObject({
    kind: 'issues',
    issues: [{ column: null, rule: 'too_many_cells' }],
  })
})
