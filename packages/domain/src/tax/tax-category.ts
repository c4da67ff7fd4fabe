import { defineResource } from '../resource/define-resource.ts'
import { boolean, text } from '../resource/field.ts'

/** What kind of thing is taxed: standard, reduced, exempt (seed 001, Tax). The code is the key. */
export const TaxCategory = defineResource({
  name: 'taxCategory',
  plural: 'tax-categories',
  label: 'tax category',
  table: 'tax_category',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({
      max: 50,
      pattern: /^[A-Z0-9]+(?:[-_][A-Z0-9]+)*$/,
      write: 'create',
      filter: true,
      sort: true,
      search: true,
    }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name']],
  customFields: true,
  defaultOrder: 'name',
  title: 'name',
})
