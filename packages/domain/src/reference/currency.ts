import { defineResource } from '../resource/define-resource.ts'
import { boolean, integer, text } from '../resource/field.ts'

/** A currency of ISO 4217 (seed 001, Currency). The code is the key. */
export const Currency = defineResource({
  name: 'currency',
  plural: 'currencies',
  label: 'currency',
  table: 'currency',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({ max: 3, pattern: /^[A-Z]{3}$/, write: 'create', filter: true, sort: true, search: true }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    symbol: text({ max: 5, presence: 'defaulted' }),
    /** Three digits, as text: `036`. */
    numericCode: text({ max: 3, pattern: /^\d{3}$/, presence: 'nullable', filter: true, search: true }),
    /** Of the minor unit: 2 for cents. */
    decimalPlaces: integer({ min: 0, max: 6, presence: 'defaulted', filter: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name'], ['numericCode']],
  customFields: true,
  defaultOrder: 'code',
  title: 'name',
})
