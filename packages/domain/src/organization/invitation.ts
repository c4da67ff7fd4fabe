import { z } from 'zod'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, json, reference, text, timestamp } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** How long the link of an invitation works, from when it was last sent. */
export const invitationDays = 7

/** A membership that waits for its person. Accepting it removes it; the audit trail keeps the story. */
export const Invitation = defineResource({
  name: 'invitation',
  plural: 'invitations',
  label: 'invitation',
  table: 'invitation',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    email: text({ max: 254, format: 'email', write: 'create', filter: true, sort: true, search: true, mask: true }),
    role: reference('role', { write: 'create', filter: true }),
    /** Values that rules may name as `$membership.country`. */
    attributes: json(jsonObject, { presence: 'defaulted', write: 'create' }),
    /** Reach into all organizations below this one. */
    includesDescendants: boolean({ presence: 'defaulted', write: 'create', filter: true }),
    expiresAt: timestamp({ write: 'never', filter: true, sort: true }),
  },
  actions: ['resend'],
  uniques: [['organization', 'email']],
  lookups: { organizationName: 'organization.name', roleName: 'role.name' },
  derived: {
    /** The address is personal: the trail, which keeps what rows are called, calls an invitation by what it is to. */
    label: {
      schema: z.string(),
      from: ({ organizationName, roleName }) => `${roleName} in ${organizationName}`,
    },
  },
  defaultOrder: 'createdAt',
  title: 'label',
})
