import { Contact, DomainError, Organization, Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { readPageRequest, writePage } from './list-page.ts'

const organization = '0193f1a0-0000-7000-8000-000000000001'
const read = (query: string) => readPageRequest(Product, new URLSearchParams(query)).list
const refusal = (query: string) => {
  try {
    read(query)
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, fields: Object.keys(error.fields ?? {}) }
    throw error
  }
  return null
}

describe('readPageRequest', () => {
  it('asks for the first page of 25 with its count', () => {
    expect(read('')).toEqual({ limit: 25, offset: 0, withCount: true })
  })

  it('turns a page into an offset', () => {
    expect(read('page=3&page_size=50')).toMatchObject({ limit: 50, offset: 100 })
  })

  it('follows a cursor without counting again', () => {
    expect(read('cursor=abc')).toEqual({ limit: 25, cursor: 'abc' })
  })

  it('reads orderings in snake_case', () => {
    expect(read('ordering=-created_at,name').orderBy).toEqual(['-createdAt', 'name'])
  })

  it('sorts by a custom field, whose key is never respelt', () => {
    expect(read('ordering=-custom_fields.shelf_mark,custom_fields__size').orderBy).toEqual([
      '-customFields.shelf_mark',
      'customFields.size',
    ])
  })

  it('reaches into structured values and custom fields', () => {
    const asked = (query: string) => readPageRequest(Contact, new URLSearchParams(query)).list.filter
    expect(asked('email_addresses__email_type=WORK')).toEqual({
      field: 'emailAddresses.emailType',
      op: 'eq',
      value: 'WORK',
    })
    expect(asked('addresses.address.latitude=48.2&phone_numbers__is_primary=true')).toEqual({
      and: [
        { field: 'addresses.address.latitude', op: 'eq', value: 48.2 },
        { field: 'phoneNumbers.isPrimary', op: 'eq', value: true },
      ],
    })
    expect(asked('custom_fields__shelf_mark=a')).toEqual({ field: 'customFields.shelf_mark', op: 'in', value: ['a'] })
    expect(asked('custom_fields.size=3.5')).toEqual({ field: 'customFields.size', op: 'in', value: ['3.5', 3.5] })
    expect(asked('custom_fields.rare=true')).toEqual({ field: 'customFields.rare', op: 'in', value: ['true', true] })
    expect(() => asked('email_addresses__email_type=HOME')).toThrow(/WORK/)
  })

  it('tells a value that does not fit by the name of its parameter', () => {
    expect(refusal('created_by=xyz')).toEqual({ code: 'invalid', fields: ['created_by'] })
  })

  it('joins plain parameters and the filter', () => {
    expect(read('filter={"field":"sku","op":"eq","value":"A"}&status=active&tags=a,b').filter).toEqual({
      and: [
        { field: 'sku', op: 'eq', value: 'A' },
        { field: 'status', op: 'eq', value: 'active' },
        { field: 'tags', op: 'hasany', value: ['a', 'b'] },
      ],
    })
  })

  it('narrows by organization without a condition', () => {
    expect(read(`organization=${organization}`)).toMatchObject({ organizations: [organization] })
  })

  it('filters organizations by a parent that is null', () => {
    expect(readPageRequest(Organization, new URLSearchParams('parent=null')).list.filter).toEqual({
      field: 'parent',
      op: 'isnull',
      value: true,
    })
  })

  it.each([
    ['staus=active', 'staus'],
    ['description=x', 'description'],
    ['page=0', 'page'],
    ['page=1e3', 'page'],
    ['page=9999&page_size=200', 'page'],
    ['page_size=201', 'page_size'],
    ['ordering=description', 'ordering'],
    ['ordering=password', 'ordering'],
    ['filter={', 'filter'],
    ['organization=1', 'organization'],
    ['trash=maybe', 'trash'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s and names the parameter', (query, field) => {
    expect(refusal(query)).toEqual({ code: 'invalid', fields: [field] })
  })
})

describe('writePage', () => {
  const url = new URL('http://localhost:3000/api/v1/products/?status=active&page=2')
  const row = { id: '1', productType: 'SERVICE', customFields: { aB: 1 }, deletedAt: null }

  it('writes the shape of the seeds in snake_case, and keeps the caller’s parameters in the links', () => {
    const request = readPageRequest(Product, url.searchParams)
    const page = JSON.parse(
      writePage(Product, request, { rows: [row], nextCursor: 'c', count: 60, isCountExact: true }, url),
    )
    expect(page).toEqual({
      count: 60,
      next: 'http://localhost:3000/api/v1/products/?status=active&page=3',
      previous: 'http://localhost:3000/api/v1/products/?status=active&page=1',
      results: [{ id: '1', product_type: 'SERVICE', custom_fields: { aB: 1 }, deleted_at: null }],
    })
  })

  it('says when a count is only a lower bound', () => {
    const request = readPageRequest(Product, new URLSearchParams())
    const page = JSON.parse(
      writePage(Product, request, { rows: [], nextCursor: null, count: 10_000, isCountExact: false }, url),
    )
    expect(page).toMatchObject({ count: 10_000, count_exact: false, next: null, previous: null })
  })
})
