import type { Principal, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { type AbilityFlags, abilityFlags } from '../query/ability-flags.ts'
import { fieldReader } from '../query/list-scope.ts'
import { orderSql, orderTerms } from '../query/order.ts'
import { type PartFlags, partFlags } from '../query/part-flags.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import type { Table } from '../query/table.ts'
import type { SystemActor } from '../work/contract.ts'

export type Branch = 'children' | 'descendants' | 'ancestors'

/** More than any organization chart has, and no more than one answer should carry. */
const limit = 10_000

/** The rows of one branch that the scope reaches. A path is the ids from the top down, each followed by a slash. */
export function compileBranch({
  table,
  branch,
  key,
  actor,
  scope,
}: {
  table: Table
  branch: Branch
  key: string
  actor: Principal | SystemActor
  scope: Scope
}): Statement & { readonly readable: PartFlags; readonly abilities: AbilityFlags } {
  const parameters = new Parameters()
  const node = parameters.param(key, 'uuid')
  const path = `(select n.path from ${table.name} n where n.id = ${node})`
  const relation = {
    children: `t.parent_id = ${node}`,
    descendants: isBelow(path),
    ancestors: `t.id = any(string_to_array(trim('/' from ${path}), '/')::uuid[]) and t.id <> ${node}`,
  }[branch]
  const reached = scopeCondition(scope, table.resource, 't', parameters)
  const readable = partFlags(scope, table.resource, 't', parameters)
  const abilities = abilityFlags(actor, table.resource, 't', parameters)
  const terms = orderTerms(table, undefined, fieldReader(scope, table.resource))
  const order = `t.depth, ${orderSql(terms, 't')}`
  const isLive = table.resource.softDelete ? 't.deleted_at is null' : 'true'
  const text = `select ${table.selectList}, ${readable.cell}, ${abilities.cell} from ${table.name} t ${table.lookupJoins}
    where ${relation} and ${isLive} and ${reached} order by ${order} limit ${limit}`
  return { text, values: parameters.values, readable, abilities }
}

/** Ids are hexadecimal, so `g` comes after all that can follow a slash: a range, which an index serves. */
export const isBelow = (path: string, alias = 't') => `${alias}.path > ${path} and ${alias}.path < ${path} || 'g'`
