import { organizationsOf, type Principal } from '@groundwork/domain'
import type { WorkContext } from '../work/contract.ts'
import { systemRole } from './roles.ts'
import type { Statement } from './statement.ts'

/** What row-level security lets a transaction see: the rows of some organizations, or as the system all. */
export type Reach = { readonly kind: 'organizations'; readonly list: string } | { readonly kind: 'system' }

const system: Reach = { kind: 'system' }
const known = new WeakMap<Principal, Reach>()

export function reachOf({ actor }: WorkContext): Reach {
  if (actor.kind === 'system' || actor.isSuperuser) return system
  const found = known.get(actor)
  if (found) return found
  const reach: Reach = { kind: 'organizations', list: `{${organizationsOf(actor).join(',')}}` }
  known.set(actor, reach)
  return reach
}

/** What Postgres lets a transaction do with what it sees. */
export type Access = 'read' | 'write'

export type Setting = Statement & { readonly name: string }

/** To read by a statement whose plan is made once. */
type Purpose = Access | 'plannedRead'

const readOnly = ` or set_config('transaction_read_only', 'on', true) is null`
/** A plan that knows no values takes a word for a common one, and would rather read a whole table for it than an index. */
const byIndexes = ` or set_config('enable_seqscan', 'off', true) is null`
const plannedOnce = ` or set_config('plan_cache_mode', 'force_generic_plan', true) is null`
const alsoSet: Record<Purpose, string> = {
  read: readOnly,
  plannedRead: readOnly + plannedOnce + byIndexes,
  write: '',
}

/** They return no rows, so that a reply holds nothing but the answer to the query that follows. */
const settingText = {
  organizations: `select 1 where set_config('app.org_ids', $1, true) is null`,
  system: `select 1 where set_config('role', $1, true) is null`,
} as const

/** Sets the reach until the transaction ends. Prepared on every connection before its first use. */
export const settingOf = (reach: Reach, purpose: Purpose): Setting =>
  reach.kind === 'system' ? setting('system', purpose, systemRole) : setting('organizations', purpose, reach.list)

const setting = (kind: Reach['kind'], purpose: Purpose, value: string): Setting => ({
  name: `${purpose}_${kind}`,
  text: settingText[kind] + alsoSet[purpose],
  values: [value],
})

/** Back to the application's own role. */
export const leaveSystem = setting('system', 'write', 'none')

/** The settings with values that reach nothing, to prepare them on a new connection. */
export const emptySettings = (['read', 'plannedRead', 'write'] as const).flatMap((purpose) => [
  setting('organizations', purpose, ''),
  setting('system', purpose, 'none'),
])
