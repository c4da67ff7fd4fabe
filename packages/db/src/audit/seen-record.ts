import type { Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { partFlags } from '../query/part-flags.ts'
import { castOf, type OpenFields } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** What a caller who may view a record knows of it, deleted or not. */
export interface SeenRecord {
  /** Whose trail tells of it. Null where it belongs to no organization. */
  readonly organization: string | null
  /** The fields that are open to the caller now. */
  readonly fields: OpenFields
}

/** Null for a record that is not there or out of sight. */
export async function findSeenRecord(work: UnitOfWork, resource: Resource, key: string): Promise<SeenRecord | null> {
  const table = tableOf(resource)
  const view = scopeOf(work.context.actor, 'view', resource)
  if (view.kind === 'none' || !isPossibleKey(table, key)) return null
  const parameters = new Parameters()
  const isIt = `t.${table.key.name} = ${parameters.param(key, castOf[table.key.kind])}`
  const isSeen = scopeCondition(view, resource, 't', parameters)
  const readable = partFlags(view, resource, 't', parameters)
  const organization = table.organization ? `t.${table.organization.name}` : 'null::uuid'
  const [found] = await work.query<{ organization: string | null; open: unknown }>(
    `select ${organization} as organization, ${readable.cell} as open from ${table.name} t where ${isIt} and ${isSeen}`,
    parameters.values,
  )
  return found ? { organization: found.organization, fields: readable.openIn(found.open) } : null
}
