import { address } from '../contact/address.ts'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, structure, text } from '../resource/field.ts'

/** A place, real or not, where stock is kept (seed 001, Warehouse). */
export const Warehouse = defineResource({
  name: 'warehouse',
  plural: 'warehouses',
  label: 'warehouse',
  table: 'warehouse',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    code: text({ max: 50, filter: true, sort: true, search: true }),
    warehouseType: choice(
      [
        'DISTRIBUTION_CENTER',
        'RETAIL_STORE',
        'MANUFACTURING',
        'VIRTUAL_DROPSHIP',
        'THIRD_PARTY_LOGISTICS',
        'TRANSIT',
        'OTHER',
      ],
      { filter: true, sort: true },
    ),
    address: structure(address, { presence: 'nullable', filter: true, search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['organization', 'code']],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
