import { defineResource } from '../resource/define-resource.ts'
import { choice, date, decimal, reference, text } from '../resource/field.ts'
import { beginsBeforeItEnds, moneyHasCurrency } from './insurance-rules.ts'
import { originFields } from './origin-fields.ts'

/** A contract of insurance with a client (seed 002, Policy). */
export const Policy = defineResource({
  name: 'policy',
  plural: 'policies',
  label: 'policy',
  table: 'policy',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    policyNumber: text({ max: 50, filter: true, sort: true, search: true }),
    client: reference('client', { filter: true }),
    country: reference('country', { kind: 'text', filter: true }),
    /** What is insured: motor, health, home. */
    branch: text({ max: 100, presence: 'defaulted', filter: true, sort: true, search: true }),
    state: choice(['ACTIVE', 'SUSPENDED', 'EXPIRED', 'CANCELLED'], {
      presence: 'defaulted',
      filter: true,
      sort: true,
    }),
    startsOn: date({ presence: 'nullable', filter: true, sort: true }),
    endsOn: date({ presence: 'nullable', filter: true, sort: true }),
    premium: decimal({ precision: 18, scale: 4, min: '0', presence: 'nullable', filter: true, sort: true }),
    currency: reference('currency', { kind: 'text', presence: 'nullable', filter: true }),
    ...originFields,
  },
  uniques: [['organization', 'policyNumber']],
  rules: [beginsBeforeItEnds('startsOn', 'endsOn'), moneyHasCurrency('premium')],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    clientName: 'client.name',
    countryName: 'country.name',
    sourceFileName: 'sourceFile.originalFilename',
    organizationName: 'organization.name',
  },
  findable: ['clientName'],
  defaultOrder: 'policyNumber',
  title: 'policyNumber',
})
