import { defineResource } from '../resource/define-resource.ts'
import { choice, items, reference, status, text } from '../resource/field.ts'
import { contactAddress, emailAddress, phone } from './channels.ts'
import { onePrimary } from './one-primary.ts'

/** A person to deal with, and the ways to reach them (seed 001, Contact). */
export const Contact = defineResource({
  name: 'contact',
  plural: 'contacts',
  label: 'contact',
  table: 'contact',
  scope: { kind: 'organization', field: 'organization' },
  importable: true,
  fields: {
    firstName: text({ max: 100, filter: true, sort: true, search: true }),
    lastName: text({ max: 100, presence: 'defaulted', filter: true, sort: true, search: true }),
    /** First and last name. */
    name: text({ max: 201, presence: 'defaulted', write: 'never', isGenerated: true, filter: true, sort: true }),
    title: text({ max: 100, presence: 'defaulted', filter: true, search: true }),
    /** Where they work, as they write it. */
    companyName: text({ max: 200, presence: 'defaulted', filter: true, sort: true, search: true }),
    linkedOrganization: reference('organization', { presence: 'nullable', filter: true, onDelete: 'clear' }),
    contactType: choice(['CUSTOMER', 'SUPPLIER', 'PARTNER', 'EMPLOYEE', 'LEAD', 'OTHER'], {
      presence: 'defaulted',
      filter: true,
      sort: true,
    }),
    status: status(null, { presence: 'defaulted', filter: true, sort: true }),
    /** Where we know them from. */
    source: text({ max: 100, presence: 'defaulted', filter: true, sort: true }),
    notes: text({ max: 10_000, presence: 'defaulted', search: true }),
    emailAddresses: items(emailAddress, {
      presence: 'defaulted',
      filter: true,
      search: true,
      refine: onePrimary('email'),
    }),
    phoneNumbers: items(phone, {
      presence: 'defaulted',
      filter: true,
      search: true,
      refine: onePrimary('phoneNumber'),
    }),
    addresses: items(contactAddress, { presence: 'defaulted', filter: true, search: true, refine: onePrimary() }),
  },
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { linkedOrganizationName: 'linkedOrganization.name', organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
