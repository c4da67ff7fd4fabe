import type { AuditActionType } from '@groundwork/domain'
import { spell } from '../resource/words.ts'
import { countOf } from '../ui/format.ts'

/** What somebody did, as one would say it. */
const actions: Readonly<Record<AuditActionType, string>> = {
  CREATE: 'Created',
  UPDATE: 'Changed',
  DELETE: 'Deleted',
  RESTORE: 'Restored',
  MOVE: 'Moved',
  LOGIN_SUCCESS: 'Signed in',
  LOGIN_FAILED: 'Sign-in failed',
  LOGOUT: 'Signed out',
  PERMISSION_ASSIGN: 'Access given',
  PERMISSION_REVOKE: 'Access taken away',
  PERMISSION_CHANGE: 'Access changed',
  UPLOAD: 'Uploaded',
  SCAN: 'Scanned',
  VIEW: 'Viewed',
  DOWNLOAD: 'Downloaded',
  SIGNED_URL_GENERATED: 'Link made',
  EXPORT: 'Exported',
  PASSWORD_CHANGE: 'Password changed',
  PASSWORD_RESET_REQUEST: 'Password reset asked for',
  PASSWORD_RESET: 'Password reset',
  SECOND_FACTOR_ENABLE: 'Two-step sign-in on',
  SECOND_FACTOR_DISABLE: 'Two-step sign-in off',
  BACKUP_CODE_USED: 'Backup code used',
  BACKUP_CODES_RENEW: 'Backup codes renewed',
  SESSION_REVOKE: 'Session ended',
  TOKEN_REUSE: 'Stolen token stopped',
  API_KEY_CREATE: 'API key made',
  API_KEY_ROTATE: 'API key renewed',
  API_KEY_REVOKE: 'API key revoked',
  USER_ACTIVATE: 'Account activated',
  USER_DEACTIVATE: 'Account deactivated',
  INVITE: 'Invited',
  INVITE_RESEND: 'Invited again',
  INVITE_REVOKE: 'Invitation withdrawn',
  ACCEPT: 'Invitation accepted',
  VIEW_AS: 'Looked through a role',
}

/** Names of what actions are done to, where the definition's label is not at hand. */
const resources: Readonly<Record<string, string>> = {
  apiKey: 'API key',
  unitOfMeasure: 'Unit of measure',
  session: 'Session',
}

export const actionInWords = (actionType: string): string =>
  (actions as Readonly<Record<string, string>>)[actionType] ?? spell(actionType.toLowerCase())
/** Nobody does these but people: without an account they come by a public link. */
const linkActions: ReadonlySet<string> = new Set(['VIEW', 'DOWNLOAD', 'UPLOAD'])

/** Who did it, for those who need not know how the system calls its errands. */
export const actorInWords = (actionType: string, label: string): string => {
  if (!label.startsWith('system: ')) return label
  return linkActions.has(actionType) ? 'Somebody with a link' : 'Groundwork'
}
export const resourceInWords = (resource: string): string => resources[resource] ?? spell(resource)

export const words = {
  title: 'Audit trail',
  plural: 'audit entries',
  search: 'Search by record',
  loading: 'Loading the audit trail',
  when: 'When',
  who: 'Who',
  action: 'Action',
  record: 'Record',
  kind: 'Kind',
  organization: 'Organization',
  user: 'Person',
  anyone: 'Anyone',
  date: 'Time',
  oneRecord: 'Record',
  oneRecordValue: 'One only',
  entry: 'Audit entry',
  emptyTitle: 'Nothing has happened yet',
  emptyHint: 'Every change, sign-in, download and permission leaves an entry here. Nobody can change or remove one.',
  noMatchTitle: 'No entry matches',
  noMatchHint: 'Try another time, person or record.',
  noViewTitle: 'The audit trail is not open to you',
  noViewHint: 'Auditors, administrators and owners read it. An administrator can give you such a role.',
  goneTitle: 'No such entry',
  goneHint: 'It is not there, or not in an organization of yours.',
  wholeHistory: 'All entries of this record',
  address: 'Address',
  device: 'Device',
  request: 'Request id',
  copy: (what: string) => `Copy: ${what}`,
  reason: 'Reason',
  through: 'Through',
  throughKey: 'an API key',
  throughSuperuser: 'superuser rights',
  noChanges: 'No field was changed by this.',
  field: 'Field',
  before: 'Before',
  after: 'After',
  nothing: 'empty',
  masked: 'hidden',
  history: 'History',
  fields: 'Fields',
  historyEmpty: 'Nothing has been written down about this record yet.',
  loadingHistory: 'Loading the history',
  showOlder: 'Show older',
  changedFields: (count: number) => countOf(count, 'field', 'fields'),
  restoreVersion: 'Restore this version',
  restoreTitle: 'Restore this version?',
  restoreHint:
    'The fields go back to what they were right after this entry. That is a change like any other: it is written down, and can be undone the same way.',
  restored: 'The version is restored',
} as const
