import { Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { rowsInputOf } from './resource-rows.ts'

const organization = '01a1fd86-0161-779d-85a3-53f457e4a536'
const where = JSON.stringify({ or: [{ field: 'name', op: 'icontains', value: 'lamp' }] })

describe('what the address asks for', () => {
  it('is everything of the organization, in the standard order', () => {
    expect(rowsInputOf(Product, {}, organization)).toEqual({ orderBy: ['name'], organizations: [organization] })
  })

  it('joins the pills with what the builder holds', () => {
    const filter = ['status:active', 'status:draft', 'tags:new', 'isSellable:true', 'customFields.color:red']
    expect(rowsInputOf(Product, { filter, where, q: 'quay' }, undefined)).toEqual({
      orderBy: ['name'],
      search: 'quay',
      filter: {
        and: [
          { field: 'status', op: 'in', value: ['active', 'draft'] },
          { field: 'tags', op: 'hasany', value: ['new'] },
          { field: 'isSellable', op: 'eq', value: true },
          { field: 'customFields.color', op: 'in', value: ['red'] },
          { or: [{ field: 'name', op: 'icontains', value: 'lamp' }] },
        ],
      },
    })
  })

  it('leaves out what the definition does not allow, and asks nothing by yes and no at once', () => {
    const filter = ['description:long', 'nothing:here', 'isSellable:true', 'isSellable:false']
    expect(rowsInputOf(Product, { filter, sort: 'description' }, undefined)).toEqual({ orderBy: ['name'] })
  })

  it('sorts by custom fields, and the trash by when it was deleted', () => {
    expect(rowsInputOf(Product, { sort: '-customFields.size' }, undefined).orderBy).toEqual(['-customFields.size'])
    expect(rowsInputOf(Product, { trash: '1' }, undefined)).toEqual({ orderBy: ['-deletedAt'], trash: true })
  })
})
