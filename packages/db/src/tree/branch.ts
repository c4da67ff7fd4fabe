import { notFound, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { findRow, type ReadSession, read } from '../work/read.ts'
import { type Branch, compileBranch } from './compile-tree.ts'

/** One branch of a tree, as far as the caller may view it. @throws DomainError not_found when the node is out of reach */
export async function readBranch(
  session: ReadSession,
  resource: Resource,
  branch: Branch,
  key: string,
): Promise<Row[]> {
  if (!resource.tree) throw new Error(`${resource.name} is no tree`)
  if (!(await findRow(session, resource, key))) throw notFound(resource.label)
  const table = tableOf(resource)
  const scope = scopeOf(session.actor, 'view', resource)
  const { actor } = session
  const { readable, abilities, ...statement } = compileBranch({ table, branch, key, actor, scope })
  const answer = await read(session, statement)
  return answer.map((cells) => {
    const [readableCell, answers] = cells.slice(table.cells.length)
    const row = rowFrom(table, cells)
    row.abilities = abilities.of(row, answers)
    return maskRow(table, row, readable.openIn(readableCell))
  })
}
