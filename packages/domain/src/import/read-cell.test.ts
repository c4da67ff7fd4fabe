import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import type { CustomField } from '../custom-field/custom-value.ts'
import type { Cell } from './cell.ts'
import { transformCell } from './cell-transform.ts'
import { importableColumns } from './importable-columns.ts'
import { readCell } from './read-cell.ts'

const custom = (key: string, type: CustomField['type'], options: CustomField['options'] = {}): CustomField => ({
  key,
  label: key,
  type,
  required: false,
  isActive: true,
  options,
})
const fields = [
  custom('weight', 'number'),
  custom('until', 'date'),
  custom('size', 'choice', { choices: ['Small', 'Extra large'] }),
  custom('uses', 'multi_choice', { choices: ['Indoor', 'Outdoor, dry', 'Marine'] }),
]
const columns = [...importableColumns(Product, fields), ...importableColumns(Contact)]
const columnNamed = (name: string) => {
  const column = columns.find((one) => one.name === name)
  if (!column) throw new Error(`No column ${name}`)
  return column
}
const read = (name: string, cell: Cell) => readCell(columnNamed(name), cell)

describe('a cell', () => {
  it.each<[string, Cell, unknown]>([
    ['sku', '  0071 ', '0071'],
    ['sku', 71, '71'],
    ['sku', '12345678901234567890', '12345678901234567890'],
    ['name', 0.1, '0.1'],
    ['name', true, 'true'],
    ['name', new Date(Date.UTC(2026, 10, 21)), '2026-11-21'],
    ['name', '=1+1', '=1+1'],
    ['product_type', 'PHYSICAL_GOOD', 'PHYSICAL_GOOD'],
    ['product_type', 'Physical good', 'PHYSICAL_GOOD'],
    ['category', ' power-tools ', 'power-tools'],
    ['is_sellable', 'Yes', true],
    ['is_sellable', 'nein', false],
    ['is_sellable', 1, true],
    ['is_sellable', false, false],
    ['tags', 'red, green;blue|red', ['red', 'green', 'blue', 'red']],
    ['tags', '["a", "b"]', ['a', 'b']],
    ['attributes', '{"size": "L"}', { size: 'L' }],
    ['custom_fields.weight', '1,5', 1.5],
    ['custom_fields.until', '21.11.2026', '2026-11-21'],
    ['custom_fields.size', 'extra large', 'Extra large'],
    ['custom_fields.uses', 'indoor; marine', ['Indoor', 'Marine']],
    ['custom_fields.uses', 'Outdoor, dry', ['Outdoor, dry']],
    [
      'email_addresses',
      'ada@example.com; bob@example.com',
      [{ email: 'ada@example.com' }, { email: 'bob@example.com' }],
    ],
    [
      'email_addresses',
      '[{"email":"ada@example.com","isPrimary":true}]',
      [{ email: 'ada@example.com', isPrimary: true }],
    ],
  ])('of %s that holds %j is read as %j', (name, cell, value) => {
    expect(read(name, cell)).toEqual({ value })
  })

  it.each<[string, Cell, string]>([
    ['sku', ' ', 'required'],
    ['name', '#N/A', 'formula_error'],
    ['product_type', 'Physical', 'not_a_choice'],
    ['is_sellable', 'perhaps', 'not_true_or_false'],
    ['attributes', 'size L', 'not_json'],
    ['custom_fields.weight', 'heavy', 'not_a_number'],
    ['custom_fields.weight', '12345678901234567890', 'too_large'],
    ['custom_fields.until', '1.2.2026', 'ambiguous_date'],
    ['custom_fields.size', 'Large', 'not_a_choice'],
    ['custom_fields.uses', 'Indoor, Space', 'not_a_choice'],
    ['email_addresses', 'not an address', 'not_json'],
    ['addresses', 'Main street 1', 'not_json'],
    ['category', 'tools\u0000', 'control_character'],
  ])('of %s that holds %j breaks the rule %s', (name, cell, rule) => {
    expect(read(name, cell)).toMatchObject({ issue: { rule } })
  })

  it.each<[string, unknown]>([
    ['category', null],
    ['description', ''],
    ['tags', []],
    ['attributes', {}],
    ['email_addresses', []],
    ['custom_fields.weight', null],
    // What can be neither empty nor null keeps what it has.
    ['base_uom', undefined],
    ['status', undefined],
    ['is_sellable', undefined],
    ['contact_type', undefined],
  ])('of %s that holds nothing is %j', (name, value) => {
    for (const nothing of [null, '', ' \t\u00a0']) expect(read(name, nothing)).toEqual({ value })
  })

  it('holding anything at all is read or told about, and what is read keeps to its kind', () => {
    const cells = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double(),
      fc.boolean(),
      fc.date({ noInvalidDate: true }),
      fc.constant(null),
      fc.json(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...columns), cells, (column, cell) => {
        const result = readCell(column, cell)
        if ('issue' in result) {
          expect(result.issue.message).not.toBe('')
          return
        }
        const { kind, choices } = column.field
        if (kind === 'boolean' && result.value !== undefined) expect(typeof result.value).toBe('boolean')
        if (kind === 'text' && choices && result.value) expect(choices).toContain(result.value)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a transform', () => {
  it('changes texts, in the order given, and nothing else', () => {
    expect(transformCell('  ab-12\n 3 ', ['collapse', 'upper'])).toBe('AB-12 3')
    expect(transformCell('  ab-12 3 ', ['plain', 'upper'])).toBe('AB123')
    expect(transformCell(12, ['upper'])).toBe(12)
    expect(transformCell('ada', ['capitalise'])).toBe('Ada')
  })
})
