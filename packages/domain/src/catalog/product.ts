import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, json, reference, status, text } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** Something bought, made, kept or sold (seed 001, Product). */
export const Product = defineResource({
  name: 'product',
  plural: 'products',
  label: 'product',
  table: 'product',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    sku: text({ max: 100, filter: true, sort: true, search: true }),
    name: text({ max: 255, filter: true, sort: true, search: true }),
    description: text({ max: 10_000, presence: 'defaulted', search: true }),
    productType: choice(['PHYSICAL_GOOD', 'SERVICE', 'DIGITAL'], { filter: true, sort: true }),
    category: reference('category', { presence: 'nullable', filter: true, where: { categoryType: 'PRODUCT' } }),
    baseUom: reference('unitOfMeasure', { kind: 'text', presence: 'defaulted', filter: true }),
    status: status(null, { presence: 'defaulted', filter: true, sort: true }),
    isInventoryTracked: boolean({ presence: 'defaulted', filter: true }),
    isPurchasable: boolean({ presence: 'defaulted', filter: true }),
    isSellable: boolean({ presence: 'defaulted', filter: true }),
    /** Colour, size and the like, without a definition. */
    attributes: json(jsonObject, { presence: 'defaulted', filter: true }),
  },
  uniques: [['organization', 'sku']],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { categoryName: 'category.name', baseUomName: 'baseUom.name', organizationName: 'organization.name' },
  findable: ['categoryName'],
  defaultOrder: 'name',
  title: 'name',
})
