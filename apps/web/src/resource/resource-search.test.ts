import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../ui/search-params.ts'
import { filtersByField, readResourceSearch } from './resource-search.ts'
import { spell } from './words.ts'

describe('the view of records in the address bar', () => {
  it('survives the way into the address and back', () => {
    const view = { q: 'bolt', filter: ['status:active', 'productType:SERVICE'], sort: '-name', open: 'new' }
    expect(readResourceSearch(parseSearch(stringifySearch(view)))).toEqual(view)
  })

  it('holds a built filter, shared columns, the trash, and an order by a custom field', () => {
    const where = '{"and":[{"field":"name","op":"eq","value":"Bolt & nut"}]}'
    const view = { where, columns: ['name', 'customFields.size'], sort: '-customFields.size', trash: '1' as const }
    expect(readResourceSearch(parseSearch(stringifySearch(view)))).toEqual(view)
    expect(readResourceSearch({ columns: 'name,sku' }).columns).toEqual(['name', 'sku'])
  })

  it('drops what cannot be meant', () => {
    expect(readResourceSearch({ where: '{', trash: 'yes' })).toEqual({})
    expect(readResourceSearch({ filter: 'no colon', sort: 'name; drop table' })).toEqual({})
  })

  it('gathers the values of a field', () => {
    expect(filtersByField(['status:active', 'status:draft', 'kind:a:b'])).toEqual({
      status: ['active', 'draft'],
      kind: ['a:b'],
    })
  })

  it('spells names for people', () => {
    expect(['effectiveDate', 'in_stock', 'PHYSICAL_GOOD', 'sku', 'draft'].map(spell)).toEqual([
      'Effective date',
      'In stock',
      'Physical good',
      'SKU',
      'Draft',
    ])
  })
})
