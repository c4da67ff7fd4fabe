import { defineResource } from '../resource/define-resource.ts'
import { boolean, text } from '../resource/field.ts'

/** A country of ISO 3166-1; its two letters are the key. */
export const Country = defineResource({
  name: 'country',
  plural: 'countries',
  label: 'country',
  table: 'country',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({ max: 2, pattern: /^[A-Z]{2}$/, write: 'create', filter: true, sort: true, search: true }),
    alpha3: text({ max: 3, pattern: /^[A-Z]{3}$/, filter: true, search: true }),
    /** Three digits, as text: `040`. */
    numericCode: text({ max: 3, pattern: /^\d{3}$/, filter: true }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['alpha3'], ['numericCode'], ['name']],
  defaultOrder: 'name',
  title: 'name',
})
