import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, reference, text } from '../resource/field.ts'

export const categoryTypes = ['PRODUCT', 'DOCUMENT_TYPE', 'ASSET_TYPE', 'ORG_COST_CENTER', 'OTHER'] as const

/** A class of things, in a tree of its type (seed 001, Category). */
export const Category = defineResource({
  name: 'category',
  plural: 'categories',
  label: 'category',
  table: 'category',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    /** Made from the name when left out, and made unique. */
    slug: text({
      max: 255,
      pattern: /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/,
      presence: 'defaulted',
      filter: true,
      sort: true,
      search: true,
    }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('category', { presence: 'nullable', write: 'create', filter: true, onDelete: 'cascade' }),
    categoryType: choice(categoryTypes, { write: 'create', filter: true, sort: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [
    ['organization', 'slug'],
    ['organization', 'parent', 'name', 'categoryType'],
  ],
  tree: { within: 'categoryType' },
  handle: 'slug',
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { parentName: 'parent.name', parentSlug: 'parent.slug', organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
