import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { personBehind, type SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { castOf, type Row } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import { columnOfField, type Table } from './table.ts'

export interface UpdateManyPlan {
  readonly table: Table
  /** The fields that every one of the changes sets. */
  readonly fields: readonly string[]
  readonly changes: readonly { readonly key: string; readonly values: Readonly<Row> }[]
  readonly actor: Principal | SystemActor
  readonly view: Scope
  readonly scope: Scope
}

export interface CompiledUpdateMany extends Statement {
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
  /** Where the verdict, the open fields and the abilities stand, behind the cells of each row. */
  readonly from: number
}

/**
 * Changes rows that are locked and were judged, each to values of its own, by one statement. Answers with those that are other rows
 * now, in no particular order; what is written again as it stands is no change.
 */
export function compileUpdateMany({ table, fields, changes, actor, view, scope }: UpdateManyPlan): CompiledUpdateMany {
  const parameters = new Parameters()
  const columns = fields.map((field) => columnOfField(table, field))
  const keyCast = castOf[table.key.kind]
  const given = changes.map(({ key, values }) => ({
    key,
    ...Object.fromEntries(columns.map(({ field }, place) => [`v${place}`, values[field] ?? null])),
  }))
  const list = parameters.param(JSON.stringify(given), 'json')
  const shape = columns.map(({ kind }, place) => `v${place} ${castOf[kind]}`)
  const assigned = columns.map(({ name }, place) => `${name} = g.v${place}`)
  const unlike = columns.map(({ name }, place) => `t.${name} is distinct from g.v${place}`)
  const actorId = parameters.param(personBehind(actor)?.userId ?? null, 'uuid')
  const isStillReached = scopeCondition(scope, table.resource, 't', parameters)
  const readable = partFlags(view, table.resource, 't', parameters, false)
  const abilities = abilityFlags(actor, table.resource, 't', parameters)
  const text = `with t as (
      update ${table.name} t set ${[...assigned, 'updated_at = now()', `updated_by_id = ${actorId}`, 'version = t.version + 1'].join(', ')}
      from json_to_recordset(${list}) g(${['key text', ...shape].join(', ')})
      where t.${table.key.name} = g.key::${keyCast} and (${unlike.join(' or ')}) returning t.*)
    select ${table.selectList}, coalesce(${isStillReached}, false), ${readable.cell}, ${abilities.cell} from t ${table.lookupJoins}`
  return { text, values: parameters.values, readable, abilities, from: table.cells.length }
}
