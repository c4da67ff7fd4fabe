import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, date, decimal, integer, reference, text } from '../resource/field.ts'

/**
 * What a jurisdiction levies on a category of things, from one day to another (seed 001, Tax). An organization has rates of its
 * own beside those that are everybody's.
 */
export const TaxRate = defineResource({
  name: 'taxRate',
  plural: 'tax-rates',
  label: 'tax rate',
  table: 'tax_rate',
  scope: { kind: 'organization', field: 'organization', unowned: 'shared' },
  fields: {
    name: text({ max: 100, filter: true, sort: true, search: true }),
    jurisdiction: reference('taxJurisdiction', { kind: 'text', filter: true, onDelete: 'cascade' }),
    /** Without one it is levied on everything. */
    taxCategory: reference('taxCategory', { kind: 'text', presence: 'nullable', filter: true, onDelete: 'cascade' }),
    /** A share of the net price: `0.0825` is 8.25 %. */
    rate: decimal({ precision: 10, scale: 5, min: '0', max: '10', filter: true, sort: true }),
    taxType: choice(['VAT', 'GST', 'SALES', 'OTHER'], { filter: true, sort: true }),
    /** Levied on the price with the taxes of lower priority in it. */
    isCompound: boolean({ presence: 'defaulted', filter: true }),
    /** Lower ones are levied first. */
    priority: integer({ presence: 'defaulted', min: -1000, max: 1000, filter: true, sort: true }),
    /** The first day on which it is levied. */
    validFrom: date({ presence: 'nullable', filter: true, sort: true }),
    /** The last one. */
    validTo: date({ presence: 'nullable', filter: true, sort: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  rules: [
    {
      field: 'validTo',
      message: 'Ends before it begins',
      isBroken: ({ validFrom, validTo }) => isText(validFrom) && isText(validTo) && validTo < validFrom,
    },
  ],
  customFields: true,
  lookups: {
    jurisdictionName: 'jurisdiction.name',
    taxCategoryName: 'taxCategory.name',
    organizationName: 'organization.name',
  },
  defaultOrder: 'name',
  title: 'name',
})

const isText = (value: unknown): value is string => typeof value === 'string'
