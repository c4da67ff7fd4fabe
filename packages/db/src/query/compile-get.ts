import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import type { SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { castOf } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import type { Table } from './table.ts'

export interface GetPlan {
  readonly table: Table
  /** One, or several that are asked for at one moment. */
  readonly keys: readonly string[]
  readonly actor: Principal | SystemActor
  /** What the caller may view. */
  readonly view: Scope
  /** What the caller may do the wanted action to, when that is another one. */
  readonly action: Scope | null
  readonly withDeleted: boolean
  readonly lock: boolean
}

export interface CompiledGet extends Statement {
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
}

/**
 * One row by its key. Behind the row's own cells stand what it opens to the eye, whether the action reaches it, and what else may
 * be done to it: a row that can only be viewed comes along, so that "not allowed" and "not there" can be told apart.
 */
export function compileGet({ table, keys, actor, view, action, withDeleted, lock }: GetPlan): CompiledGet {
  const { resource } = table
  const parameters = new Parameters()
  const cast = castOf[table.key.kind]
  const isIt =
    keys.length === 1 ? `= ${parameters.param(keys[0], cast)}` : `= any(${parameters.param(keys, `${cast}[]`)})`
  const conditions = [`t.${table.key.name} ${isIt}`]
  if (resource.softDelete && !withDeleted) conditions.push('t.deleted_at is null')
  const isViewed = scopeCondition(view, resource, 't', parameters)
  const isAllowed = action ? scopeCondition(action, resource, 't', parameters) : 'true'
  conditions.push(action ? `(${isViewed} or ${isAllowed})` : isViewed)
  const readable = partFlags(view, resource, 't', parameters, action === null)
  const abilities = abilityFlags(actor, resource, 't', parameters)
  const where = conditions.filter((condition) => condition !== 'true').join(' and ')
  const text = `select ${table.selectList}, ${readable.cell}, ${isAllowed}, ${abilities.cell} from ${table.name} t ${table.lookupJoins} where ${where}${lock ? ' for update of t' : ''}`
  return { text, values: parameters.values, readable, abilities }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a row could have this key at all. What could not is not found, without asking. */
export const isPossibleKey = ({ key }: Table, value: string) =>
  key.kind === 'uuid' ? uuid.test(value) : value.length > 0 && value.length <= 500 && !value.includes('\u0000')

/** The key as Postgres writes it, by which answers name their rows: a uuid may be asked for in capitals (RFC 9562, section 4). */
export const storedKey = ({ key }: Table, value: string): string => (key.kind === 'uuid' ? value.toLowerCase() : value)
