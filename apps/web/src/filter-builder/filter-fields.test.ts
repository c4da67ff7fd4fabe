import { Contact, Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import type { Definition } from '../custom-field/definitions.ts'
import { filterFieldsOf } from './filter-fields.ts'
import { referencedKeys, withTitles } from './named-filter.ts'

const color = { key: 'color', label: 'Colour', type: 'choice', options: { choices: ['Red'] } } as unknown as Definition
const fields = filterFieldsOf(Product, [color], () => 'all')
const at = (path: string) => fields.find((field) => field.path === path)

describe('what the builder offers to ask', () => {
  it('begins with what a row is called', () => {
    expect(fields[0]).toMatchObject({ path: 'name', kind: 'text' })
    expect(fields[0]?.operators[0]).toBe('icontains')
  })

  it('is each field by its kind, custom fields too, and those of a referenced row', () => {
    expect(at('status')).toMatchObject({ kind: 'reference', reference: 'status' })
    expect(at('tags')).toMatchObject({ kind: 'words' })
    expect(at('category')?.operators).toContain('descendantof')
    expect(at('category.name')).toMatchObject({ label: 'Category › Name', group: 'Category' })
    expect(at('customFields.color')).toMatchObject({ label: 'Colour', kind: 'choice' })
    expect(at('createdAt')?.operators).not.toContain('eq')
  })

  it('reaches into structured values, and leaves out what cannot be filtered by or may not be read', () => {
    const paths = filterFieldsOf(Contact, [], () => 'all').map(({ path }) => path)
    expect(paths).toContain('emailAddresses.email')
    expect(at('description')).toBeUndefined()
    expect(filterFieldsOf(Product, [], new Set(['name'])).map(({ path }) => path)).toEqual(['name'])
  })
})

it('a filter is read with the names of the rows it points to', () => {
  const referenceOf = (path: string) => at(path)?.reference
  const filter = { not: { or: [{ field: 'category', op: 'in', value: ['c1', 'c2'] }] } } as const
  expect(referencedKeys(filter, referenceOf)).toEqual([
    { resource: 'category', key: 'c1' },
    { resource: 'category', key: 'c2' },
  ])
  expect(withTitles(filter, referenceOf, new Map([['c1', 'Quayside']]))).toEqual({
    not: { or: [{ field: 'category', op: 'in', value: ['Quayside', 'c2'] }] },
  })
})
