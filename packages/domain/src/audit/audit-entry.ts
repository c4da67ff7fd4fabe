import { z } from 'zod'
import { defineResource } from '../resource/define-resource.ts'
import { choice, json, reference, text } from '../resource/field.ts'
import { auditActionTypes } from './action-type.ts'
import type { AuditChanges } from './audit-diff.ts'

export const auditChanges: z.ZodType<AuditChanges> = z.record(
  z.string(),
  z.object({ old: z.unknown(), new: z.unknown() }),
)
export const auditContext = z.record(z.string(), z.unknown())

/** What was done, by whom, to what (seed 001, Audit Logging). Made by the journal alone, in the transaction of what it tells of. */
export const AuditEntry = defineResource({
  name: 'auditEntry',
  plural: 'audit-logs',
  label: 'audit entry',
  table: 'audit_entry',
  scope: { kind: 'organization', field: 'organization', unowned: 'system' },
  appendOnly: true,
  fields: {
    user: reference('user', { presence: 'nullable', write: 'never', filter: true }),
    /** Keys are no resource, so nothing can be asked about one behind this id. */
    apiKey: reference('', { presence: 'nullable', write: 'never', filter: true, column: 'api_key_id' }),
    /** Who it was, as they were called then. */
    actorLabel: text({ max: 500, write: 'never', filter: true }),
    actionType: choice(auditActionTypes, { write: 'never', filter: true, sort: true }),
    /** The name of a resource, or of something without rows that anybody lists, such as a session. */
    resource: text({ max: 100, write: 'never', filter: true }),
    objectId: text({ max: 500, presence: 'nullable', write: 'never', filter: true }),
    objectRepr: text({ max: 1000, min: 0, write: 'never', filter: true, search: true }),
    changes: json(auditChanges, { presence: 'defaulted', write: 'never' }),
    /** Request, address, device, and whatever else belongs to this one action. */
    context: json(auditContext, { presence: 'defaulted', write: 'never' }),
  },
  lookups: { organizationName: 'organization.name' },
  defaultOrder: '-createdAt',
  title: 'objectRepr',
})
