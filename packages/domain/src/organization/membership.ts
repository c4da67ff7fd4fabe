import { z } from 'zod'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, json, reference } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** What a user may do in an organization: one per user and organization (seed 001, Organization Membership). */
export const Membership = defineResource({
  name: 'membership',
  plural: 'organization-memberships',
  label: 'membership',
  table: 'membership',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    user: reference('user', { write: 'create', filter: true, onDelete: 'cascade' }),
    role: reference('role', { filter: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
    /** Values that rules may name as `$membership.country`. */
    attributes: json(jsonObject, { presence: 'defaulted' }),
    /** Reach into all organizations below this one. */
    includesDescendants: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['organization', 'user']],
  lookups: { username: 'user.username', organizationName: 'organization.name', roleName: 'role.name' },
  findable: ['username', 'organizationName', 'roleName'],
  derived: {
    label: {
      schema: z.string(),
      from: ({ username, organizationName, roleName }) => `${username} in ${organizationName} as ${roleName}`,
    },
  },
  defaultOrder: 'createdAt',
  title: 'label',
})
