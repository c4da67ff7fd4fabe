import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, reference, text } from '../resource/field.ts'

/** A place inside a warehouse: zone, aisle, rack, bin; a tree (seed 001, Stock Location). */
export const StockLocation = defineResource({
  name: 'stockLocation',
  plural: 'stock-locations',
  label: 'stock location',
  table: 'stock_location',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    barcode: text({ max: 100, min: 1, presence: 'nullable', filter: true, sort: true, search: true }),
    warehouse: reference('warehouse', { write: 'create', filter: true, onDelete: 'cascade' }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('stockLocation', { presence: 'nullable', write: 'create', filter: true, onDelete: 'cascade' }),
    locationType: choice(['ZONE', 'AISLE', 'RACK', 'SHELF', 'BIN', 'DOCK', 'STAGING_AREA', 'OTHER'], {
      presence: 'nullable',
      filter: true,
      sort: true,
    }),
    /** Whether stock may be kept here. */
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [
    ['organization', 'warehouse', 'barcode'],
    ['organization', 'warehouse', 'parent', 'name'],
  ],
  tree: { within: 'warehouse' },
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    warehouseCode: 'warehouse.code',
    warehouseName: 'warehouse.name',
    parentName: 'parent.name',
    organizationName: 'organization.name',
  },
  findable: ['warehouseCode', 'warehouseName'],
  defaultOrder: 'name',
  title: 'name',
})
