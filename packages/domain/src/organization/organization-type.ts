import { defineResource } from '../resource/define-resource.ts'
import { text } from '../resource/field.ts'

/** Classification of organizations, a controlled vocabulary (seed 001, Organization Type). The name is the key. */
export const OrganizationType = defineResource({
  name: 'organizationType',
  plural: 'organization-types',
  label: 'organization type',
  table: 'organization_type',
  scope: { kind: 'global' },
  key: 'name',
  fields: {
    name: text({ max: 100, write: 'create', filter: true, sort: true, search: true }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
  },
  defaultOrder: 'name',
  title: 'name',
})
