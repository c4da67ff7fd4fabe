import { address } from '../contact/address.ts'
import { isLanguageTag, isTimeZone } from '../reference/locale.ts'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, date, json, reference, status, structure, text } from '../resource/field.ts'
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
    status: status(['active', 'inactive', 'archived'], { presence: 'defaulted', filter: true, sort: true }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('organization', { presence: 'nullable', write: 'create', filter: true }),
    effectiveDate: date({ presence: 'nullable', filter: true, sort: true }),
    endDate: date({ presence: 'nullable', filter: true, sort: true }),
    /** One of its own contacts. */
    primaryContact: reference('contact', { presence: 'nullable', filter: true, onDelete: 'clear' }),
    primaryAddress: structure(address, { presence: 'nullable', filter: true }),
    /** What its prices are in when nothing is said. */
    currency: reference('currency', { kind: 'text', presence: 'nullable', filter: true }),
    timezone: text({ max: 60, presence: 'defaulted', filter: true, is: isTimeZone }),
    language: text({ max: 10, presence: 'defaulted', filter: true, is: isLanguageTag }),
    /** Members without a second factor are kept out until they have one. */
    requiresSecondFactor: boolean({ presence: 'defaulted', filter: true }),
    metadata: json(jsonObject, { presence: 'defaulted' }),
  },
  uniques: [['code'], ['parent', 'name']],
  rules: [
    {
      field: 'endDate',
      message: 'Ends before it begins',
      isBroken: ({ effectiveDate, endDate }) => isText(effectiveDate) && isText(endDate) && endDate < effectiveDate,
    },
  ],
  tree: true,
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    organizationTypeName: 'organizationType.name',
    primaryContactName: 'primaryContact.name',
    parentName: 'parent.name',
  },
  defaultOrder: 'name',
  title: 'name',
})

const isText = (value: unknown): value is string => typeof value === 'string'
