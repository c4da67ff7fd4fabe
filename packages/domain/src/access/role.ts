import { defineResource } from '../resource/define-resource.ts'
import { boolean, json, text } from '../resource/field.ts'
import { grantsSchema } from './grant.ts'

/** A named set of grants: an organization's own, or, without an organization, everybody's to give and a superuser's to edit. */
export const Role = defineResource({
  name: 'role',
  plural: 'roles',
  label: 'role',
  table: 'role',
  scope: { kind: 'organization', field: 'organization', unowned: 'shared' },
  fields: {
    slug: text({ max: 60, pattern: /^[a-z][a-z0-9-]*$/, write: 'create', filter: true, sort: true }),
    name: text({ max: 120, filter: true, sort: true, search: true }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
    grants: json(grantsSchema, { presence: 'defaulted' }),
    /** Who has no second factor gets nothing from a membership with this role. */
    requiresSecondFactor: boolean({ presence: 'defaulted', filter: true }),
    isSeeded: boolean({ presence: 'defaulted', write: 'never', filter: true }),
  },
  uniques: [['organization', 'slug']],
  /** To see an organization as somebody with one of its roles would. */
  actions: ['viewAs'],
  lookups: { organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})
