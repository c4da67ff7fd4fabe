import { type Filter, Organization, Product, type Resource, StoredFile } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { compileFilter } from './filter-to-sql.ts'

function compiled(filter: Filter, resource: Resource = Product) {
  const values: unknown[] = []
  const sql = compileFilter(filter, resource, {
    alias: 'row',
    param: (value, cast) => `$${values.push(value)}::${cast}`,
    join: (path) => path.replaceAll('.', '_'),
  })
  return { sql, values }
}

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

it.each<[Resource, Filter, string, unknown[]]>([
  [Product, { field: 'productType', op: 'eq', value: 'SERVICE' }, 'row."product_type" = $1::text', ['SERVICE']],
  [Product, { field: 'baseUom', op: 'in', value: ['EA', 'KG'] }, 'row."base_uom_id" = any($1::text[])', [['EA', 'KG']]],
  [Product, { field: 'createdBy', op: 'neq', value: id }, '((row."created_by_id" = $1::uuid) is not true)', [id]],
  [Product, { field: 'name', op: 'startswith', value: '%a' }, 'row."name" collate "C" ^@ $1::text', ['%a']],
  [Product, { field: 'name', op: 'contains', value: 'a' }, 'strpos(row."name", $1::text) > 0', ['a']],
  [
    Product,
    { field: 'name', op: 'icontains', value: 'ß' },
    'strpos(translate(lower(row."name" collate "C"), $1::text, $2::text), $3::text) > 0',
    ['ẞ', 'ß', 'ß'],
  ],
  [Product, { field: 'organization.name', op: 'eq', value: 'a' }, 'organization."name" = $1::text', ['a']],
  [
    Product,
    { field: 'organization.parent.code', op: 'eq', value: 'a' },
    'organization_parent."code" = $1::text',
    ['a'],
  ],
  [
    StoredFile,
    { field: 'fileSize', op: 'between', value: [1, 2] },
    'row."file_size" between $1::bigint and $2::bigint',
    [1, 2],
  ],
  [StoredFile, { field: 'width', op: 'isnull', value: false }, 'row."width" is not null', []],
  [StoredFile, { field: 'tags', op: 'hasall', value: ['a'] }, 'row."tags" @> $1::text[]', [['a']]],
  [
    Product,
    { field: 'customFields.a', op: 'eq', value: 'x' },
    '(row."custom_fields" -> $1::text) = $2::jsonb',
    ['a', '"x"'],
  ],
  [Organization, { and: [] }, 'true', []],
  [Organization, { or: [] }, 'false', []],
  [Organization, { not: { or: [{ and: [] }, { or: [] }] } }, '(((true or false)) is not true)', []],
])('%#: $2', (resource, filter, sql, values) => {
  expect(compiled(filter, resource)).toEqual({ sql, values })
})

describe('a statement', () => {
  it('is the same for filters of the same shape', () => {
    const ask = (name: string, sizes: number[]): Filter => ({
      and: [
        { field: 'name', op: 'icontains', value: name },
        { field: 'customFields.size', op: 'in', value: sizes },
      ],
    })
    expect(compiled(ask("'; drop table product; --", [])).sql).toBe(compiled(ask('ΣΊΣΥΦΟΣ', [1, 2, 3])).sql)
  })

  it('matches nothing when a rule was bound to a value of the wrong type, also under not', () => {
    expect(compiled({ not: { field: 'organization', op: 'eq', value: 'EU' } }).sql).toBe('false')
    expect(compiled({ or: [{ and: [] }, { field: 'status', op: 'eq', value: null }] }).sql).toBe('false')
  })
})
