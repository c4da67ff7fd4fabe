import { Parameters } from '../connection/statement.ts'
import { abilityFlags } from './ability-flags.ts'
import type { CompiledInsert, InsertPlan } from './compile-insert.ts'
import { partFlags } from './part-flags.ts'
import { castOf } from './row.ts'
import { scopeCondition } from './scope-condition.ts'
import { type Column, columnOfField } from './table.ts'

export interface InsertManyPlan extends Omit<InsertPlan, 'values'> {
  /** The fields that every row gives; what is left out takes the column's default. */
  readonly fields: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Inserts rows that give the same fields, by one statement, and answers with each new row as `compileInsert` does: in no
 * particular order. The rows travel as one JSON list, so that any number of them is the same prepared statement. Whose they are and
 * by whom is mostly the same for all: then it is sent and read once.
 */
export function compileInsertMany({ table, fields, rows, actor, view, scope }: InsertManyPlan): CompiledInsert {
  const parameters = new Parameters()
  const columns = fields.map((field) => columnOfField(table, field))
  const [first] = rows
  const mayBeShared = new Set([table.organization?.field, 'createdBy', 'updatedBy'])
  mayBeShared.delete(table.key.field)
  const isShared = ({ field }: Column) => mayBeShared.has(field) && rows.every((row) => row[field] === first?.[field])
  const shared = columns.filter(isShared)
  const own = columns.filter((column) => !shared.includes(column))
  const names = [...own, ...shared].map(({ name }) => name).join(', ')
  const given = parameters.param(JSON.stringify(rows.map((row) => cellsOf(own, row))), 'json')
  const cells = [
    ...own.map(({ name }) => name),
    ...shared.map(({ field, kind }) => parameters.param(first?.[field] ?? null, castOf[kind])),
  ].join(', ')
  const shape = own.map(({ name, kind }) => `${name} ${castOf[kind]}`).join(', ')
  const isReached = scopeCondition(scope, table.resource, 't', parameters)
  const writable = partFlags(scope, table.resource, 't', parameters)
  const readable = partFlags(view, table.resource, 't', parameters)
  const abilities = abilityFlags(actor, table.resource, 't', parameters)
  const text = `with t as (insert into ${table.name} (${names}) select ${cells} from json_to_recordset(${given}) g(${shape}) returning *)
    select ${table.selectList}, ${isReached}, ${writable.cell}, ${readable.cell}, ${abilities.cell} from t ${table.lookupJoins}`
  return { text, values: parameters.values, writable, readable, abilities }
}

/** A row by the names of its columns: members of JSON values are nobody's columns, and stay as they are. */
function cellsOf(
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const cells: Record<string, unknown> = {}
  for (const { name, field } of columns) cells[name] = row[field] ?? null
  return cells
}
