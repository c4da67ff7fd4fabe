import { resources } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { relatedLists } from './related-lists.ts'

const related = (name: string) => relatedLists(name, resources).map(({ resource, field }) => `${resource}.${field}`)

describe('what points to a record', () => {
  it('is every reference of every definition', () => {
    expect(related('warehouse')).toEqual(['stockLocation.warehouse'])
    const ofCategory = related('category')
    for (const path of ['category.parent', 'product.category', 'document.documentType'])
      expect(ofCategory).toContain(path)
  })

  it('tells two ways of pointing apart', () => {
    const lists = relatedLists('organization', resources).filter(({ resource }) => resource === 'contact')
    expect(lists).toEqual([
      { resource: 'contact', field: 'organization', isOnly: false },
      { resource: 'contact', field: 'linkedOrganization', isOnly: false },
    ])
  })

  it('leaves out who made what', () => {
    expect(related('user').filter((path) => /\.(createdBy|updatedBy|uploadedBy)$/.test(path))).toEqual([])
  })
})
