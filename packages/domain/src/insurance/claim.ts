import { defineResource } from '../resource/define-resource.ts'
import { choice, date, decimal, reference, text } from '../resource/field.ts'
import { beginsBeforeItEnds, moneyHasCurrency } from './insurance-rules.ts'
import { originFields } from './origin-fields.ts'

/** What a client asks for under a policy (seed 002, Claim). */
export const Claim = defineResource({
  name: 'claim',
  plural: 'claims',
  label: 'claim',
  table: 'claim',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    claimNumber: text({ max: 50, filter: true, sort: true, search: true }),
    policy: reference('policy', { filter: true }),
    country: reference('country', { kind: 'text', filter: true }),
    state: choice(['REPORTED', 'OPEN', 'SETTLED', 'REJECTED', 'CLOSED'], {
      presence: 'defaulted',
      filter: true,
      sort: true,
    }),
    occurredOn: date({ presence: 'nullable', filter: true, sort: true }),
    reportedOn: date({ presence: 'nullable', filter: true, sort: true }),
    description: text({ max: 10_000, presence: 'defaulted', search: true }),
    amountClaimed: decimal({ precision: 18, scale: 4, min: '0', presence: 'nullable', filter: true, sort: true }),
    amountPaid: decimal({ precision: 18, scale: 4, min: '0', presence: 'nullable', filter: true, sort: true }),
    currency: reference('currency', { kind: 'text', presence: 'nullable', filter: true }),
    ...originFields,
  },
  uniques: [['organization', 'claimNumber']],
  rules: [beginsBeforeItEnds('occurredOn', 'reportedOn'), moneyHasCurrency('amountClaimed', 'amountPaid')],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    policyNumber: 'policy.policyNumber',
    countryName: 'country.name',
    sourceFileName: 'sourceFile.originalFilename',
    organizationName: 'organization.name',
  },
  findable: ['policyNumber'],
  defaultOrder: '-reportedOn',
  title: 'claimNumber',
})
