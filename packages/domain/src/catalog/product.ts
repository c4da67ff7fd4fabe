import { defineResource } from '../resource/define-resource.ts'
import { choice, reference, text } from '../resource/field.ts'

/** Something bought, made, kept or sold (seed 001, Product; its first form). */
export const Product = defineResource({
  name: 'product',
  plural: 'products',
  label: 'product',
  table: 'product',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    sku: text({ max: 100, filter: true, sort: true, search: true }),
    name: text({ max: 255, filter: true, sort: true, search: true }),
    description: text({ max: 10_000, presence: 'defaulted', search: true }),
    productType: choice(['PHYSICAL_GOOD', 'SERVICE', 'DIGITAL'], { filter: true, sort: true }),
    baseUom: reference('unitOfMeasure', { kind: 'text', presence: 'defaulted', filter: true }),
    status: choice(['draft', 'active', 'discontinued'], { presence: 'defaulted', filter: true, sort: true }),
  },
  uniques: [['organization', 'sku']],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
