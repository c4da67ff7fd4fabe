import { defineResource } from '../resource/define-resource.ts'
import { date, reference, status, text } from '../resource/field.ts'

/** A thing that an organization owns and keeps track of: a machine, a vehicle, a laptop. */
export const Asset = defineResource({
  name: 'asset',
  plural: 'assets',
  label: 'asset',
  table: 'asset',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    tagNumber: text({ max: 50, filter: true, sort: true, search: true }),
    serialNumber: text({ max: 100, presence: 'defaulted', filter: true, sort: true, search: true }),
    category: reference('category', { presence: 'nullable', filter: true, where: { categoryType: 'ASSET_TYPE' } }),
    status: status(null, { presence: 'defaulted', filter: true, sort: true }),
    purchasedOn: date({ presence: 'nullable', filter: true, sort: true }),
    /** Where it is, in words. */
    location: text({ max: 255, presence: 'defaulted', filter: true, sort: true, search: true }),
  },
  uniques: [['organization', 'tagNumber']],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { categoryName: 'category.name', organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
