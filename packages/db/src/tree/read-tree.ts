import { DomainError, notFound, type Resource, resourceNamed } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { narrowScope } from '../query/list-scope.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import type { TreeQuery } from '../work/contract.ts'
import { findRow, type ReadSession, read } from '../work/read.ts'
import { type Branch, compileTree, mostNodes, type TreePart, withinOf } from './compile-tree.ts'
import { depthFirst, type Node } from './depth-first.ts'

/** One branch of a tree, as far as the caller may view it. @throws DomainError not_found when the node is out of reach */
export async function readBranch(
  session: ReadSession,
  resource: Resource,
  branch: Branch,
  key: string,
): Promise<Row[]> {
  requireTree(resource)
  if (!(await findRow(session, resource, key))) throw notFound(resource.label)
  const nodes = await readNodes(session, resource, { branch, of: key })
  return nodes.slice(0, mostNodes).map(({ row }) => row)
}

/** A whole tree, or the part of it that is asked for: each node in front of what is below it. */
export async function readTree(session: ReadSession, resource: Resource, query: TreeQuery): Promise<Row[]> {
  requireTree(resource)
  const { within, root } = query
  if (within !== undefined && !isPossiblyWithin(resource, within)) return []
  if (root !== undefined && !(await findRow(session, resource, root))) throw notFound(resource.label)
  const nodes = await readNodes(session, resource, query)
  if (nodes.length > mostNodes) {
    const message = `There are more than ${mostNodes} of them: ask for a part of the tree`
    throw new DomainError('invalid', message, { reason: 'tree_too_large' })
  }
  return depthFirst(nodes)
}

async function readNodes(
  session: ReadSession,
  resource: Resource,
  part: TreePart & Pick<TreeQuery, 'organizations'>,
): Promise<Node[]> {
  const table = tableOf(resource)
  const { actor } = session
  const scope = narrowScope(scopeOf(actor, 'view', resource), resource, part.organizations)
  const { readable, abilities, ...statement } = compileTree({ table, part, actor, scope })
  const answer = await read(session, statement)
  return answer.map((cells) => {
    const [readableCell, answers, path] = cells.slice(table.cells.length)
    const row = rowFrom(table, cells)
    row.abilities = abilities.of(row, answers)
    return { path: String(path), row: maskRow(table, row, readable.openIn(readableCell)) }
  })
}

/** What could not be a key at all has nothing in it. */
function isPossiblyWithin(resource: Resource, value: string): boolean {
  const field = resource.fields[withinOf(resource) ?? '']
  if (field?.reference) return isPossibleKey(tableOf(resourceNamed(field.reference)), value)
  return field?.choices?.includes(value) ?? false
}

function requireTree({ name, tree }: Resource): void {
  if (!tree) throw new Error(`${name} is no tree`)
}
