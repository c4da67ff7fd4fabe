import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { personBehind, type SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { castOf } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import type { Table } from './table.ts'

interface ManyPlan {
  readonly table: Table
  readonly keys: readonly string[]
  readonly actor: Principal | SystemActor
  readonly scope: Scope
}

export interface CompiledMany extends Statement {
  readonly abilities: AbilityFlags
  /** Where the verdict and the abilities stand, behind the cells of each row. */
  readonly from: number
}

/** Removes rows that are locked and were judged, into the trash where there is one. Answers with them, in no particular order. */
export const compileRemoveMany = (plan: ManyPlan): CompiledMany =>
  compileMany(plan, plan.table.resource.softDelete ? 'now()' : null)

/** Takes rows that are locked and were judged out of the trash. Answers with them, in no particular order. */
export const compileRestoreMany = (plan: ManyPlan): CompiledMany => compileMany(plan, 'null')

/** `deletedAt` is null where no row stays. */
function compileMany({ table, keys, actor, scope }: ManyPlan, deletedAt: 'now()' | 'null' | null): CompiledMany {
  const { resource, name } = table
  const parameters = new Parameters()
  const chosen = `t.${table.key.name} = any(${parameters.param(keys, `${castOf[table.key.kind]}[]`)})`
  const write = deletedAt
    ? `update ${name} t set deleted_at = ${deletedAt}, updated_at = now(), version = t.version + 1,
        updated_by_id = ${parameters.param(personBehind(actor)?.userId ?? null, 'uuid')} where ${chosen}`
    : `delete from ${name} t where ${chosen}`
  const isStillReached = scopeCondition(scope, resource, 't', parameters)
  const abilities = abilityFlags(actor, resource, 't', parameters)
  const text = `with t as (${write} returning t.*)
    select ${table.selectList}, coalesce(${isStillReached}, false), ${abilities.cell} from t ${table.lookupJoins}`
  return { text, values: parameters.values, abilities, from: table.cells.length }
}
