import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import type { CustomField } from '../custom-field/custom-value.ts'
import { exportableColumns } from '../export/exportable-columns.ts'
import { resources } from '../registry.ts'
import { guessMapping } from './guess-mapping.ts'
import { importableColumns } from './importable-columns.ts'

const colour: CustomField = {
  key: 'frameColour',
  label: 'Frame colour',
  type: 'text',
  required: false,
  isActive: true,
  options: {},
}
const products = importableColumns(Product, [colour])

describe('a header', () => {
  it.each([
    ['sku', 'sku'],
    ['SKU *', 'sku'],
    ['Article number', 'sku'],
    ['Product Type', 'product_type'],
    ['productType', 'product_type'],
    ['PRODUCT-TYPE', 'product_type'],
    ['producttype', 'product_type'],
    ['Prodcut type', 'product_type'],
    ['Désçription', 'description'],
    ['Category slug', 'category'],
    ['Frame Colour', 'custom_fields.frameColour'],
    ['custom_fields.frameColour', 'custom_fields.frameColour'],
    ['Is inventory tracked', 'is_inventory_tracked'],
  ])('called %j means %s', (header, column) => {
    expect(guessMapping([header], products)).toEqual({ [header]: column })
  })

  it.each([
    '',
    '***',
    'x',
    'Colour of the moon',
    'created_at',
    'organization',
    'category_name',
    '__proto__',
    'constructor',
  ])('called %j beside all others means nothing', (header) => {
    const others = products.map(({ name }) => name)
    expect(Object.keys(guessMapping([...others, header], products))).not.toContain(header)
  })

  it('called __proto__ is mapped like any other where it means something', () => {
    const [sku] = products.filter(({ name }) => name === 'sku')
    if (!sku) throw new Error('no sku')
    const mapping = guessMapping(['__proto__'], [{ ...sku, name: '__proto__' }])
    expect(Object.entries(mapping)).toEqual([['__proto__', '__proto__']])
    expect(Object.getPrototypeOf(mapping)).toBe(Object.prototype)
  })

  it('that is surest wins, wherever it stands', () => {
    expect(guessMapping(['Title', 'Name'], importableColumns(Product))).toEqual({ Name: 'name' })
    expect(guessMapping(['E-Mail', 'Vorname', 'Nachname', 'Telefon'], importableColumns(Contact))).toEqual({
      'E-Mail': 'email_addresses',
      Vorname: 'first_name',
      Nachname: 'last_name',
      Telefon: 'phone_numbers',
    })
  })

  it('never means two columns, and no column is meant twice', () => {
    const names = fc.oneof(
      fc.constantFrom(...products.flatMap(({ name, label }) => [name, label, `${label}s`])),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 30 }), (header) => {
        const mapping = guessMapping(header, products)
        const meant = Object.values(mapping)
        expect(new Set(meant).size).toBe(meant.length)
        expect(header).toEqual(expect.arrayContaining(Object.keys(mapping)))
      }),
    )
  })
})

describe.each(Object.values(resources))('$plural', (resource) => {
  it('that were taken out go back in under the same names', () => {
    const columns = importableColumns(resource, [])
    const taken = exportableColumns(resource).map(({ name }) => name)
    const mapping = guessMapping(taken, columns)
    for (const { name } of columns.filter((column) => taken.includes(column.name))) expect(mapping[name]).toBe(name)
    const labels = guessMapping(
      columns.map(({ label }) => label),
      columns,
    )
    expect(Object.values(labels)).toEqual(columns.map(({ name }) => name))
  })
})
