import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, date, json, reference, text } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** An internal or external unit; a tree, and the boundary of everything else (seed 001, Organization). */
export const Organization = defineResource({
  name: 'organization',
  plural: 'organizations',
  label: 'organization',
  table: 'organization',
  scope: { kind: 'organization', field: 'id' },
  fields: {
    name: text({ max: 255, filter: true, sort: true, search: true }),
    code: text({ max: 50, filter: true, sort: true, search: true }),
    organizationType: reference('organizationType', { kind: 'text', filter: true }),
    status: choice(['active', 'inactive', 'archived'], { presence: 'defaulted', filter: true, sort: true }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('organization', { presence: 'nullable', write: 'create', filter: true }),
    effectiveDate: date({ presence: 'nullable', filter: true, sort: true }),
    endDate: date({ presence: 'nullable', filter: true, sort: true }),
    timezone: text({ max: 60, presence: 'defaulted', filter: true }),
    language: text({ max: 10, presence: 'defaulted', filter: true }),
    /** Members without a second factor are kept out until they have one. */
    requiresSecondFactor: boolean({ presence: 'defaulted', filter: true }),
    metadata: json(jsonObject, { presence: 'defaulted' }),
  },
  uniques: [['code'], ['parent', 'name']],
  tree: true,
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { organizationTypeName: 'organizationType.name' },
  defaultOrder: 'name',
  title: 'name',
})
