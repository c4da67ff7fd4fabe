import { type Action, partsOfScope, type Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { partFlags } from '../query/part-flags.ts'
import { castOf } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'
import { forbidden } from '../work/read.ts'
import { refuseClosedFields } from '../work/write.ts'

export interface WrittenValues {
  readonly key: string
  /** What is written of the row, by field. */
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Rows that are written by one action may also have to be within another: who adds and changes by a file needs a grant to import them,
 * with its conditions and its fields. Costs nothing where that grant has neither.
 *
 * @throws DomainError forbidden
 */
export async function refuseBeyondAction(
  work: UnitOfWork,
  resource: Resource,
  { action, rows }: { readonly action: Action; readonly rows: readonly WrittenValues[] },
): Promise<void> {
  const scope = scopeOf(work.context.actor, action, resource)
  if (scope.kind === 'all' || !rows.length) return
  if (scope.kind === 'none') throw forbidden(action, resource)
  if (partsOfScope(scope).every(({ where, fields }) => !where && !fields)) return
  const table = tableOf(resource)
  const parameters = new Parameters()
  const keys = parameters.param(
    rows.map(({ key }) => key),
    `${castOf[table.key.kind]}[]`,
  )
  const isReached = scopeCondition(scope, resource, 't', parameters)
  const open = partFlags(scope, resource, 't', parameters)
  const found = await work.query<{ key: string; isReached: boolean; open: unknown }>(
    `select t.${table.key.name} as key, coalesce(${isReached}, false) as "isReached", ${open.cell} as open
     from ${table.name} t where t.${table.key.name} = any(${keys})`,
    parameters.values,
  )
  const byKey = new Map(found.map((row) => [row.key, row]))
  for (const { key, values } of rows) {
    const row = byKey.get(key)
    if (!row?.isReached) throw forbidden(action, resource)
    refuseClosedFields(values, open.openIn(row.open), { action, resource })
  }
}
