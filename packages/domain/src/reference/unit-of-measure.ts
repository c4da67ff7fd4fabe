import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, decimal, text } from '../resource/field.ts'

export const unitTypes = ['Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Data', 'Other'] as const
export type UnitType = (typeof unitTypes)[number]

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
    uomType: choice(unitTypes, { filter: true, sort: true, search: true }),
    symbol: text({ max: 10, presence: 'defaulted', search: true }),
    /** How many of its type's base unit one of it is, exactly: 0.0254 for the inch. Without one it converts to nothing. */
    factor: decimal({ precision: 38, scale: 18, presence: 'nullable', min: '0.000000000000000001' }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name']],
  customFields: true,
  defaultOrder: 'code',
  title: 'name',
})
