import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { personBehind, type SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { castOf, toParameter } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import { columnOfField, type Table } from './table.ts'

export interface UpdatePlan {
  readonly table: Table
  readonly key: string
  readonly actor: Principal | SystemActor
  readonly view: Scope
  readonly scope: Scope
  /** `live` rows, `deleted` ones, or both. */
  readonly among: 'live' | 'deleted' | 'all'
  /** Columns by their new values, in SQL or as a parameter; null deletes the row. */
  readonly changes: Readonly<Record<string, unknown>> | null
  /** More assignments, in SQL: `deleted_at = now()`. */
  readonly assignments?: readonly string[]
  readonly expectedVersion: number | undefined
  readonly expected: Readonly<Record<string, unknown>> | undefined
}

export interface CompiledUpdate extends Statement {
  /** Which fields the row opens to the action, and which to the eye. */
  readonly writable: PartFlags
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
  /** Where the cells of the row before and the row after begin. */
  readonly before: number
  readonly after: number
}

/** What leads the answer, in this order; the last ones are cells of `writable`, `readable` before and after, and `abilities`. */
const lead = [
  'isVisible',
  'isAllowed',
  'isCurrent',
  'isExpected',
  'isChanged',
  'isStillReached',
  'writable',
  'readableBefore',
  'readableAfter',
  'abilitiesAfter',
] as const

/**
 * Locks the row, judges it, changes it only when every verdict is good and there is something to change, and answers with the
 * verdicts, the row before and the row after: one statement, so that nothing can come between the check and the change.
 */
export function compileUpdate(plan: UpdatePlan): CompiledUpdate {
  const { table, key, view, scope, among, changes } = plan
  const { resource } = table
  const parameters = new Parameters()
  const { param } = parameters
  const conditions = [`t.${table.key.name} = ${param(key, castOf[table.key.kind])}`]
  if (resource.softDelete && among !== 'all')
    conditions.push(`t.deleted_at is ${among === 'deleted' ? 'not ' : ''}null`)

  const isAllowed = scopeCondition(scope, resource, 't', parameters)
  const isViewed = scopeCondition(view, resource, 't', parameters)
  const isCurrent =
    plan.expectedVersion === undefined ? 'true' : `t.version = ${param(plan.expectedVersion, 'integer')}`
  const expected = Object.entries(plan.expected ?? {}).map(([field, value]) => {
    const { name, kind } = columnOfField(table, field)
    return `t.${name} is not distinct from ${param(toParameter(kind, value), castOf[kind])}`
  })
  const isChanged = differs(plan, parameters)
  const writable = partFlags(scope, resource, 't', parameters)
  const readable = partFlags(view, resource, 't', parameters, false)

  const judged = `select t.*, coalesce(${isViewed}, false) as is_viewed, coalesce(${isAllowed}, false) as is_allowed,
      ${isCurrent} as is_current, ${expected.join(' and ') || 'true'} as is_expected,
      ${isChanged} as is_changed, ${writable.cell} as writable, ${readable.cell} as readable
    from ${table.name} t where ${conditions.join(' and ')} for update of t`
  const write =
    changes === null
      ? `delete from ${table.name} t using o`
      : `update ${table.name} t set ${assign(plan, parameters)} from o`
  const written = `${write}
    where t.${table.key.name} = o.${table.key.name} and o.is_allowed and o.is_current and o.is_expected and o.is_changed returning t.*`
  const abilities = abilityFlags(plan.actor, resource, 't', parameters)
  const isStillReached = scopeCondition(scope, resource, 't', parameters)

  const before = table.columns.map(({ name }) => `o.${name}`).join(', ')
  const text = `with o as (${judged}), t as (${written})
    select o.is_viewed or o.is_allowed, o.is_allowed, o.is_current, o.is_expected, o.is_changed, coalesce(${isStillReached}, false),
      o.writable, o.readable, ${readable.cell}, ${abilities.cell}, ${before}, ${table.selectList}
    from o left join t on true ${table.lookupJoins}`
  const first = lead.length
  const after = first + table.columns.length
  return { text, values: parameters.values, writable, readable, abilities, before: first, after }
}

/** Whether a row `t` would be another one afterwards: what is written again as it stands is no change. */
function differs({ table, changes, assignments }: UpdatePlan, { param }: Parameters): string {
  if (changes === null || assignments?.length) return 'true'
  const unlike = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      const { name, kind } = columnOfField(table, field)
      return `t.${name} is distinct from ${param(toParameter(kind, value), castOf[kind])}`
    })
  return unlike.length ? `(${unlike.join(' or ')})` : 'false'
}

function assign({ table, changes, assignments = [], actor }: UpdatePlan, { param }: Parameters): string {
  const given = Object.entries(changes ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      const { name, kind } = columnOfField(table, field)
      return `${name} = ${param(toParameter(kind, value), castOf[kind])}`
    })
  const stamps = [
    'updated_at = now()',
    `updated_by_id = ${param(personBehind(actor)?.userId ?? null, 'uuid')}`,
    'version = t.version + 1',
  ]
  return [...given, ...assignments, ...stamps].join(', ')
}
