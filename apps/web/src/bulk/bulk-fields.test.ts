import { Product } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { bulkChangesOf, bulkFields } from './bulk-fields.ts'

it('leaves out what must differ from record to record, and what takes more than a value', () => {
  const paths = bulkFields(Product, []).map(({ path }) => path)
  expect(paths).toContain('status')
  expect(paths).toContain('category')
  for (const path of ['sku', 'organization', 'attributes', 'tags', 'customFields', 'createdAt', 'version']) {
    expect(paths).not.toContain(path)
  }
})

it('keeps custom fields apart, since each record keeps its others', () => {
  expect(bulkChangesOf({ status: 'active', 'customFields.color': 'red' })).toEqual({
    values: { status: 'active' },
    customFields: { color: 'red' },
  })
  expect(bulkChangesOf({ status: 'active' })).toEqual({ values: { status: 'active' } })
})
