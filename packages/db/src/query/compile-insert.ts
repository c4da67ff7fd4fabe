import type { Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { partFlags, type PartFlags } from './part-flags.ts'
import { castOf, toParameter } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import { columnOfField, type Table } from './table.ts'

export interface CompiledInsert extends Statement {
  readonly flags: PartFlags
}

/** Inserts and answers with the row as callers see it; behind it stand its part flags and whether the scope reaches it. */
export function compileInsert(table: Table, values: Readonly<Record<string, unknown>>, scope: Scope): CompiledInsert {
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
    const key = parameters.param(values[table.key.field], 'uuid')
    const parent = parameters.param(values.parent ?? null, 'uuid')
    names.push('path', 'depth')
    places.push(`${topOf(table, parent, 'path', `'/'`)} || ${key} || '/'`, `${topOf(table, parent, 'depth + 1', '0')}`)
  }
  const isReached = scopeCondition(scope, table.resource, 't', parameters)
  const flags = partFlags(scope, table.resource, 't', parameters)
  const text = `with t as (insert into ${table.name} (${names.join(', ')}) values (${places.join(', ')}) returning *)
    select ${table.selectList}, ${flags.cell}, ${isReached} from t ${table.lookupJoins}`
  return { text, values: parameters.values, flags }
}

/** What a new node takes from its parent; null, which the column refuses, when the parent is not there or deleted. */
const topOf = (table: Table, parent: string, taken: string, atTheTop: string) =>
  `case when ${parent} is null then ${atTheTop} else (select ${taken} from ${table.name} where id = ${parent} and deleted_at is null) end`
