import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import type { CustomField } from '../custom-field/custom-value.ts'
import { DataJob } from '../data-job/data-job.ts'
import { importableColumns } from '../import/importable-columns.ts'
import { resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import { cellOf } from './cell-of.ts'
import { chooseColumns } from './choose-columns.ts'
import { type ExportableColumn, exportableColumns } from './exportable-columns.ts'

const customField = (key: string, type: CustomField['type'], isActive = true): CustomField => ({
  key,
  label: key.toUpperCase(),
  type,
  required: false,
  options: {},
  isActive,
})
const namesOf = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name)
const named = (columns: readonly ExportableColumn[], name: string) => {
  const column = columns.find((one) => one.name === name)
  if (!column) throw new Error(`No column ${name}`)
  return column
}

describe('exportableColumns', () => {
  const fields = [customField('shelf_mark', 'text'), customField('old', 'number', false)]

  it.each(Object.values<Resource>(resources))(
    'of $name has every column that an import takes, by the same name',
    (resource) => {
      const defined = resource.customFields ? fields : []
      expect(namesOf(exportableColumns(resource, defined))).toEqual(
        expect.arrayContaining(namesOf(importableColumns(resource, defined))),
      )
    },
  )

  it('has a column for each custom field, and one for all where none is defined', () => {
    expect(namesOf(exportableColumns(Product, fields))).toEqual(
      expect.arrayContaining(['custom_fields.shelf_mark', 'custom_fields.old']),
    )
    expect(namesOf(exportableColumns(Product, fields))).not.toContain('custom_fields')
    expect(namesOf(exportableColumns(Product))).toContain('custom_fields')
  })

  it('offers what the caller may read and nothing else, and no abilities', () => {
    expect(namesOf(exportableColumns(Product, fields, new Set(['id', 'sku'])))).toEqual(['id', 'sku'])
    expect(namesOf(exportableColumns(Product))).not.toContain('abilities')
  })

  it('has none for what is told row by row: whoever sees the jobs of others need not see the cells in them', () => {
    const names = namesOf(exportableColumns(DataJob))
    expect(names).toEqual(expect.arrayContaining(['status', 'target', 'counts']))
    for (const name of ['parameters', 'result_log']) expect(names).not.toContain(name)
  })
})

describe('chooseColumns', () => {
  const columns = exportableColumns(Product, [customField('old', 'text', false)])

  it('takes what goes in again and the names of what is referred to, unless told', () => {
    const usual = namesOf(chooseColumns(columns, undefined))
    expect(usual).toEqual(expect.arrayContaining(['id', 'sku', 'category', 'category_name', 'tags', 'created_at']))
    for (const name of [
      'organization',
      'organization_name',
      'version',
      'updated_by',
      'deleted_at',
      'custom_fields.old',
    ])
      expect(usual).not.toContain(name)
  })

  it('keeps the order asked for', () => {
    expect(namesOf(chooseColumns(columns, ['name', 'sku']))).toEqual(['name', 'sku'])
  })

  it('names every column that is wrong by its place', () => {
    expect(() => chooseColumns(columns, ['sku', 'abilities', 'sku', 'productType'])).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        reason: 'unknown_column',
        fields: { 'columns.1': ['No such column'], 'columns.2': ['Named twice'], 'columns.3': ['No such column'] },
      }),
    )
  })
})

describe('cellOf', () => {
  const columns = exportableColumns(Product, [
    customField('size', 'number'),
    customField('choices', 'multi_choice'),
    customField('constructor', 'text'),
  ])
  const row = {
    sku: '007',
    tags: ['a', 'b'],
    isSellable: false,
    category: null,
    attributes: {},
    createdAt: '2026-11-21T19:00:00.123Z',
    customFields: { size: 3.5, choices: ['red, dark', 'blue'] },
  }
  const cell = (name: string) => cellOf(named(columns, name), row)

  it('gives values as they are, lists with commas, nothing as nothing', () => {
    expect(cell('sku')).toBe('007')
    expect(cell('tags')).toBe('a, b')
    expect(cell('is_sellable')).toBe(false)
    expect(cell('category')).toBeNull()
    expect(cell('attributes')).toBeNull()
    expect(cell('created_at')).toBe('2026-11-21T19:00:00.123Z')
  })

  it('reaches into custom fields, and never into what every object has', () => {
    expect(cell('custom_fields.size')).toBe(3.5)
    expect(cell('custom_fields.choices')).toBe('["red, dark","blue"]')
    expect(cell('custom_fields.constructor')).toBeNull()
  })

  it('writes structured values as JSON', () => {
    const emails = [{ id: '1', email: 'a@b.test', emailType: 'WORK', isPrimary: true }]
    expect(cellOf(named(exportableColumns(Contact), 'email_addresses'), { emailAddresses: emails })).toBe(
      JSON.stringify(emails),
    )
  })
})
