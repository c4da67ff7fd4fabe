import { z } from 'zod'
import { partsOfScope, type Scope, type ScopePart } from '../access/scope.ts'
import { evaluateFilter } from '../filter/evaluate-filter.ts'
import { isOfTheRowAlone } from '../filter/is-of-the-row-alone.ts'
import type { RowOf } from '../resource/define-resource.ts'
import { type AuditActionType, auditActionTypes } from './action-type.ts'
import { AuditEntry, auditChanges, auditContext } from './audit-entry.ts'

type EntryRow = RowOf<typeof AuditEntry>

/** What became of a record. Who looked at it, or signed in as it, is the audit trail's to tell, not its history's. */
export const historyActionTypes = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'RESTORE',
  'MOVE',
  'SECOND_FACTOR_ENABLE',
  'SECOND_FACTOR_DISABLE',
  'USER_ACTIVATE',
  'USER_DEACTIVATE',
  'INVITE',
  'INVITE_RESEND',
  'INVITE_REVOKE',
  'ACCEPT',
  'PERMISSION_ASSIGN',
  'PERMISSION_REVOKE',
  'PERMISSION_CHANGE',
  'UPLOAD',
  'SCAN',
] as const satisfies readonly AuditActionType[]

export const historyQuery = z.strictObject({
  id: z.string().min(1).max(100),
  limit: z.int().min(1).max(200).default(25),
  cursor: z.string().max(2000).nullish(),
})
export type HistoryQuery = z.output<typeof historyQuery>

/** One entry of a record's history, as much of it as the reader may know. */
export const historyEntry = z.strictObject({
  id: z.uuid(),
  actionType: z.enum(auditActionTypes),
  actorLabel: z.string(),
  user: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  changes: auditChanges,
  /** Address, device and request: for those who may read the audit trail there. */
  context: auditContext.optional(),
})
export type HistoryEntry = z.output<typeof historyEntry>

export interface HistoryReader {
  /** The fields that the reader may read of the record as it is now. */
  readonly fields: ReadonlySet<string> | 'all'
  /** What the reader may view of the audit trail. */
  readonly trail: Scope
}

/** An entry as it is shown to one reader: closed fields are left out, and are not even counted. */
export function historyEntryFor(entry: EntryRow, { fields, trail }: HistoryReader): HistoryEntry {
  const { id, actionType, actorLabel, user, createdAt, changes, context } = entry
  const open = Object.entries(changes).filter(([field]) => fields === 'all' || fields.has(field))
  return {
    id,
    actionType,
    actorLabel,
    user,
    createdAt,
    changes: Object.fromEntries(open),
    ...(opensContext(trail, entry) && { context }),
  }
}

const opensContext = (trail: Scope, entry: EntryRow): boolean =>
  trail.kind === 'all' || partsOfScope(trail).some((part) => opensContextBy(part, entry))

/** A rule that looks behind references is not followed here: it opens nothing. */
function opensContextBy({ organizations, where, fields }: ScopePart, entry: EntryRow): boolean {
  if (entry.organization === null || !organizations.includes(entry.organization)) return false
  if (fields && !fields.includes('context')) return false
  return !where || (isOfTheRowAlone(where, AuditEntry) && evaluateFilter(where, entry, AuditEntry))
}
