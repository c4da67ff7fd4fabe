import type { Principal, Resource, Scope } from '@groundwork/domain'
import { Parameters, type Statement } from '../connection/statement.ts'
import { type AbilityFlags, abilityFlags } from '../query/ability-flags.ts'
import { fieldReader } from '../query/list-scope.ts'
import { orderSql, orderTerms } from '../query/order.ts'
import { type PartFlags, partFlags } from '../query/part-flags.ts'
import { castOf } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { columnOfField, type Table } from '../query/table.ts'
import type { SystemActor } from '../work/contract.ts'

export type Branch = 'children' | 'descendants' | 'ancestors'

/** Which nodes of a tree are meant: one branch of a node, or everything that has something in common, or all. */
export type TreePart =
  | { readonly branch: Branch; readonly of: string }
  | { readonly within?: string | undefined; readonly root?: string | undefined }

/** More than any organization chart has, and no more than one answer should carry. */
export const mostNodes = 10_000

interface TreePlan {
  readonly table: Table
  readonly part: TreePart
  readonly actor: Principal | SystemActor
  readonly scope: Scope
}

export interface CompiledTree extends Statement {
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
}

/**
 * The nodes that the scope reaches, level by level. A path is the keys from the top down, each followed by a slash; it stands
 * behind the row's own cells.
 */
export function compileTree({ table, part, actor, scope }: TreePlan): CompiledTree {
  const { resource } = table
  const parameters = new Parameters()
  const reached = scopeCondition(scope, resource, 't', parameters)
  const readable = partFlags(scope, resource, 't', parameters)
  const abilities = abilityFlags(actor, resource, 't', parameters)
  const terms = orderTerms(table, { orderBy: undefined, canRead: fieldReader(scope, resource), parameters })
  const isMeant = [...meant(table, part, parameters), ...(resource.softDelete ? ['t.deleted_at is null'] : []), reached]
  const text = `select ${table.selectList}, ${readable.cell}, ${abilities.cell}, t.path from ${table.name} t ${table.lookupJoins}
    where ${isMeant.join(' and ')} order by t.depth, ${orderSql(terms, 't')} limit ${mostNodes + 1}`
  return { text, values: parameters.values, readable, abilities }
}

function meant(table: Table, part: TreePart, parameters: Parameters): string[] {
  if ('branch' in part) return [relationTo(table, part, parameters)]
  const { within, root } = part
  const shared = withinOf(table.resource)
  const conditions: string[] = []
  if (within !== undefined && shared) {
    const { name, kind } = columnOfField(table, shared)
    conditions.push(`t.${name} = ${parameters.param(within, castOf[kind])}`)
  }
  if (root !== undefined) conditions.push(isInBranch(pathOf(table, parameters.param(root, castOf[table.key.kind]))))
  return conditions
}

function relationTo(
  table: Table,
  { branch, of }: { readonly branch: Branch; readonly of: string },
  parameters: Parameters,
): string {
  const { name, kind } = table.key
  const node = parameters.param(of, castOf[kind])
  const path = pathOf(table, node)
  switch (branch) {
    case 'children':
      return `t.parent_id = ${node}`
    case 'descendants':
      return `${isInBranch(path)} and t.${name} <> ${node}`
    case 'ancestors':
      return `t.${name} = any(string_to_array(trim('/' from ${path}), '/')::${castOf[kind]}[]) and t.${name} <> ${node}`
  }
}

const pathOf = (table: Table, node: string) =>
  `(select n.path from ${table.name} n where n.${table.key.name} = ${node})`

/** The node of this path and all below it. `0` is the character after the slash: a range, which an index serves. */
export const isInBranch = (path: string) => `t.path >= ${path} and t.path < left(${path}, -1) || '0'`

/** What all nodes of one tree have in common. */
export const withinOf = ({ tree }: Resource) => (typeof tree === 'object' ? tree.within : undefined)
