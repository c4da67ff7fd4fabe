import { auditActionTypes, type Filter } from '@groundwork/domain'
import { dateConditions, dateParam } from '../date/date-range.ts'
import { listParam, type RawSearch, textParam, wordsParam } from '../ui/search-params.ts'
import { auditedKinds } from './audited-kinds.ts'

/** What the address bar holds about the audit trail. */
export interface AuditSearch {
  /** Words in the name of the record. */
  q?: string | undefined
  action?: string[] | undefined
  kind?: string[] | undefined
  user?: string | undefined
  /** One record's id. */
  object?: string | undefined
  date?: string | undefined
  /** The entry in the pane. */
  open?: string | undefined
}

export const readAuditSearch = (raw: RawSearch): AuditSearch => ({
  q: textParam(raw.q),
  action: wordsParam(raw.action, auditActionTypes),
  kind: listParam(raw.kind)?.filter((name) => auditedKinds.includes(name)),
  user: textParam(raw.user),
  object: textParam(raw.object),
  date: dateParam(raw.date),
  open: textParam(raw.open),
})

export const noAuditFilters = {
  q: undefined,
  action: undefined,
  kind: undefined,
  user: undefined,
  object: undefined,
  date: undefined,
} satisfies AuditSearch

export const isNarrowed = (search: AuditSearch): boolean =>
  Object.keys(noAuditFilters).some((name) => search[name as keyof typeof noAuditFilters] !== undefined)

/** The address in the filter language. `today` is any moment of the reader's day. */
export function auditFilter({ action, kind, user, object, date }: AuditSearch, today: Date): Filter | undefined {
  const conditions: Filter[] = [
    ...(action ? [{ field: 'actionType', op: 'in', value: action } as const] : []),
    ...(kind?.length ? [{ field: 'resource', op: 'in', value: kind } as const] : []),
    ...(user ? [{ field: 'user', op: 'eq', value: user } as const] : []),
    ...(object ? [{ field: 'objectId', op: 'eq', value: object } as const] : []),
    ...dateConditions(date, today),
  ]
  return conditions.length ? { and: conditions } : undefined
}
