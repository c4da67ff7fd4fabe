import { defineResource } from '../resource/define-resource.ts'
import { choice, reference, text } from '../resource/field.ts'
import { originFields } from './origin-fields.ts'

/** Whom policies are written for (seed 002, Client): brought in by sessions of a country, or by hand. */
export const Client = defineResource({
  name: 'client',
  plural: 'clients',
  label: 'client',
  table: 'client',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    clientNumber: text({ max: 50, filter: true, sort: true, search: true }),
    name: text({ max: 255, filter: true, sort: true, search: true }),
    clientType: choice(['PERSON', 'COMPANY'], { presence: 'defaulted', filter: true, sort: true }),
    /** Whose territory it is in: rules of roles go by it. */
    country: reference('country', { kind: 'text', filter: true }),
    email: text({ max: 254, presence: 'nullable', format: 'email', filter: true, search: true }),
    phone: text({ max: 50, presence: 'defaulted', search: true }),
    city: text({ max: 100, presence: 'defaulted', filter: true, sort: true, search: true }),
    /** The file whose row it was made from, and the session that brought it in. */
    ...originFields,
  },
  uniques: [['organization', 'clientNumber']],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    countryName: 'country.name',
    sourceFileName: 'sourceFile.originalFilename',
    organizationName: 'organization.name',
  },
  defaultOrder: 'name',
  title: 'name',
})
