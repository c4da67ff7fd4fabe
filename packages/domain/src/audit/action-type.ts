/**
 * What an audit entry says was done: a closed list, in the seeds' words. An attempt that failed has the action's own type and
 * `success: false` in its context. The constraint `audit_entry_action_type_check` repeats the list.
 */
export const auditActionTypes = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'RESTORE',
  'MOVE',
  'LOGIN_SUCCESS',
  'LOGIN_FAILED',
  'LOGOUT',
  'SESSION_REVOKE',
  'TOKEN_REUSE',
  'PASSWORD_CHANGE',
  'PASSWORD_RESET_REQUEST',
  'PASSWORD_RESET',
  'SECOND_FACTOR_ENABLE',
  'SECOND_FACTOR_DISABLE',
  'BACKUP_CODE_USED',
  'BACKUP_CODES_RENEW',
  'API_KEY_CREATE',
  'API_KEY_ROTATE',
  'API_KEY_REVOKE',
  'USER_ACTIVATE',
  'USER_DEACTIVATE',
  'INVITE',
  'INVITE_RESEND',
  'INVITE_REVOKE',
  'ACCEPT',
  'PERMISSION_ASSIGN',
  'PERMISSION_REVOKE',
  'PERMISSION_CHANGE',
  'VIEW_AS',
  'UPLOAD',
  'SCAN',
  'VIEW',
  'DOWNLOAD',
  'SIGNED_URL_GENERATED',
  'EXPORT',
] as const

export type AuditActionType = (typeof auditActionTypes)[number]

/** The write that an entry tells of, in the words of its event. */
export interface AuditedWrite {
  readonly resource: string
  /** The last part of the event's topic. */
  readonly event: string
  /** Names of the fields that changed. */
  readonly changed: readonly string[]
}

/**
 * The one place that turns a write into an action type. An event that is a service's own word, as `renamed`, changes a row
 * and is an UPDATE unless it is told here. Bytes that follow others are a change of the file, not a new one.
 */
export function actionTypeOf({ resource, event, changed }: AuditedWrite): AuditActionType {
  if (resource === 'file' && event === 'stored' && changed.includes('newVersionStatus')) return 'UPDATE'
  const special = byResource[resource]?.[event]
  if (special) return special
  if (resource === 'role' && event === 'updated' && changed.some((field) => powerOfRole.has(field))) {
    return 'PERMISSION_CHANGE'
  }
  return byEvent[event] ?? 'UPDATE'
}

const byEvent: Readonly<Record<string, AuditActionType>> = {
  created: 'CREATE',
  updated: 'UPDATE',
  deleted: 'DELETE',
  restored: 'RESTORE',
  moved: 'MOVE',
}

const byResource: Readonly<Record<string, Readonly<Record<string, AuditActionType>>>> = {
  membership: { created: 'PERMISSION_ASSIGN', updated: 'PERMISSION_CHANGE', deleted: 'PERMISSION_REVOKE' },
  invitation: {
    created: 'INVITE',
    resent: 'INVITE_RESEND',
    deleted: 'INVITE_REVOKE',
    accepted: 'ACCEPT',
  },
  tag: { merged: 'DELETE' },
  user: { activated: 'USER_ACTIVATE', deactivated: 'USER_DEACTIVATE' },
  file: {
    stored: 'UPLOAD',
    scanning: 'SCAN',
    'scan-postponed': 'SCAN',
    available: 'SCAN',
    quarantined: 'SCAN',
    unscannable: 'SCAN',
    'version-scanning': 'SCAN',
    'version-available': 'SCAN',
    'version-quarantined': 'SCAN',
    'version-unscannable': 'SCAN',
    'version-restored': 'RESTORE',
    purged: 'DELETE',
  },
}

/** What a role gives, and what it asks for first. */
const powerOfRole = new Set(['grants', 'requiresSecondFactor'])
