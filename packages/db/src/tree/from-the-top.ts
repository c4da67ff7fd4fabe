import type { Resource } from '@groundwork/domain'
import { isPossibleKey } from '../query/compile-get.ts'
import { castOf } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { type ReadSession, read } from '../work/read.ts'

/**
 * The order in which many rows are written: always the same one, so that two who write the same do not wait for each other, and
 * nodes of a tree from the top down.
 */
export async function fromTheTop(
  session: ReadSession,
  resource: Resource,
  keys: readonly string[],
): Promise<readonly string[]> {
  const sorted = [...keys].sort()
  if (!resource.tree) return sorted
  const table = tableOf(resource)
  const { name, kind } = table.key
  const answer = await read(session, {
    text: `select ${name}::text from ${table.name} where ${name} = any($1::${castOf[kind]}[]) order by depth, ${name}`,
    values: [sorted.filter((key) => isPossibleKey(table, key))],
  })
  const nodes = answer.map(([key]) => String(key))
  const found = new Set(nodes)
  return [...nodes, ...sorted.filter((key) => !found.has(key))]
}
