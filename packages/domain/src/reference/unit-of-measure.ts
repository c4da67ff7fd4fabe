import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, text } from '../resource/field.ts'

/** A unit that products are counted or measured in (seed 001, Unit of Measure). The code is the key. */
export const UnitOfMeasure = defineResource({
  name: 'unitOfMeasure',
  plural: 'uoms',
  label: 'unit of measure',
  table: 'unit_of_measure',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({ max: 20, pattern: /^[A-Z][A-Z0-9_]*$/, write: 'create', filter: true, sort: true, search: true }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    uomType: choice(['Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Other'], { filter: true, sort: true }),
    symbol: text({ max: 10, presence: 'defaulted', search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name']],
  customFields: true,
  defaultOrder: 'code',
  title: 'name',
})
