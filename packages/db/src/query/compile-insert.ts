import { CustomFieldDefinition, type Principal, type Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import type { SystemActor } from '../work/contract.ts'
import { type AbilityFlags, abilityFlags } from './ability-flags.ts'
import { type PartFlags, partFlags } from './part-flags.ts'
import { castOf, toParameter } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import { columnOfField, type Table } from './table.ts'

export interface InsertPlan {
  readonly table: Table
  readonly values: Readonly<Record<string, unknown>>
  readonly actor: Principal | SystemActor
  readonly view: Scope
  readonly scope: Scope
  /** Inserts nothing where this organization has defined custom fields for such rows. */
  readonly unlessDefinedBy?: string | null
}

export interface CompiledInsert extends Statement {
  /** Which fields the new row opens to the action, and which to the eye. */
  readonly writable: PartFlags
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
}

/**
 * Inserts and answers with the new row. Behind its own cells stand whether the scope reaches it, what it opens to the action and
 * to the eye, and what may be done to it.
 */
export function compileInsert({ table, values, actor, view, scope, unlessDefinedBy }: InsertPlan): CompiledInsert {
  const parameters = new Parameters()
  const names: string[] = []
  const places: string[] = []
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) continue
    const { name, kind } = columnOfField(table, field)
    names.push(name)
    places.push(parameters.param(toParameter(kind, value), castOf[kind]))
  }
  if (table.resource.tree) {
    const cast = castOf[table.key.kind]
    const key = parameters.param(values[table.key.field], cast)
    const parent = parameters.param(values.parent ?? null, cast)
    names.push('path', 'depth')
    places.push(`${topOf(table, parent, 'path', `'/'`)} || ${key} || '/'`, `${topOf(table, parent, 'depth + 1', '0')}`)
  }
  const source = unlessDefinedBy
    ? `select ${places.join(', ')} where not exists (${definedBy(table, unlessDefinedBy, parameters)})`
    : `values (${places.join(', ')})`
  const isReached = scopeCondition(scope, table.resource, 't', parameters)
  const writable = partFlags(scope, table.resource, 't', parameters)
  const readable = partFlags(view, table.resource, 't', parameters)
  const abilities = abilityFlags(actor, table.resource, 't', parameters)
  const text = `with t as (insert into ${table.name} (${names.join(', ')}) ${source} returning *)
    select ${table.selectList}, ${isReached}, ${writable.cell}, ${readable.cell}, ${abilities.cell} from t ${table.lookupJoins}`
  return { text, values: parameters.values, writable, readable, abilities }
}

const definedBy = ({ resource }: Table, organization: string, { param }: Parameters) =>
  `select from ${CustomFieldDefinition.table} where organization_id = ${param(organization, 'uuid')} and resource = ${param(resource.name, 'text')}`

/** What a new node takes from its parent; null, which the column refuses, when the parent is not there or deleted. */
function topOf({ name, key, resource }: Table, parent: string, taken: string, atTheTop: string): string {
  const isLive = resource.softDelete ? ' and deleted_at is null' : ''
  return `case when ${parent} is null then ${atTheTop} else (select ${taken} from ${name} where ${key.name} = ${parent}${isLive}) end`
}
