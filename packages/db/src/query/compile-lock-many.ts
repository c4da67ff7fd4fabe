import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import type { SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { castOf } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import type { Table } from './table.ts'

export interface LockManyPlan {
  readonly table: Table
  readonly keys: readonly string[]
  readonly actor: Principal | SystemActor
  readonly view: Scope
  readonly scope: Scope
  /** Rows in the trash, and no others; live ones unless told. */
  readonly among?: 'deleted' | undefined
}

export interface CompiledLock extends Statement {
  /** Which fields each row opens to the action, and which to the eye. */
  readonly writable: PartFlags
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
  /** Where the cells of the rows begin, behind the verdicts. */
  readonly from: number
}

/**
 * Locks rows in one order that everybody keeps, and answers with whether each is seen, whether the action reaches it, what it
 * opens to the action and to the eye, what may be done to it, and its own cells.
 */
export function compileLockMany({ table, keys, actor, view, scope, among }: LockManyPlan): CompiledLock {
  const { resource } = table
  const parameters = new Parameters()
  const wanted = parameters.param(keys, `${castOf[table.key.kind]}[]`)
  const isViewed = scopeCondition(view, resource, 't', parameters)
  const isAllowed = scopeCondition(scope, resource, 't', parameters)
  const writable = partFlags(scope, resource, 't', parameters)
  const readable = partFlags(view, resource, 't', parameters, false)
  const abilities = abilityFlags(actor, resource, 't', parameters)
  const isMeant = resource.softDelete ? ` and t.deleted_at is ${among === 'deleted' ? 'not ' : ''}null` : ''
  const text = `select coalesce(${isViewed}, false), coalesce(${isAllowed}, false), ${writable.cell}, ${readable.cell},
      ${abilities.cell}, ${table.selectList}
    from ${table.name} t ${table.lookupJoins} where t.${table.key.name} = any(${wanted})${isMeant} order by t.${table.key.name} for update of t`
  return { text, values: parameters.values, writable, readable, abilities, from: 5 }
}
