import type { CallOptions } from '@groundwork/client'
import type { Filter, Resource } from '@groundwork/domain'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'

/** Which of the trees of a resource is meant. */
export interface TreePart {
  /** What is above everything else in it, beyond having no parent. */
  readonly roots?: Filter
  readonly organizations?: readonly string[]
}

/** The nodes below one node, or the topmost ones, and which of them have nodes below them in turn. */
export interface TreeLevel {
  readonly rows: readonly AnyRow[]
  readonly parents: ReadonlySet<string>
  /** There are more than one can look through: searching finds them. */
  readonly isCut: boolean
}

interface TreeCalls {
  children(input: { id: string }, options?: CallOptions): Promise<readonly AnyRow[]>
  move(input: { id: string; parent: string | null }): Promise<unknown>
}

/** As `apiOf`: the verbs that every tree has, in one shape. */
export const treeApiOf = ({ name }: NamedResource): TreeCalls => gw[name] as unknown as TreeCalls

const mostAtOnce = 200
const mostRoots = 2_000

/** The topmost nodes, when `parent` is null, else those below it. */
export const levelQuery = (resource: NamedResource, parent: string | null, part: TreePart) =>
  queryOptions({
    queryKey: [resource.name, 'tree', part, parent] as const,
    queryFn: async ({ signal }): Promise<TreeLevel> => {
      const { rows, isCut } =
        parent === null
          ? await roots(resource, part, signal)
          : { rows: await treeApiOf(resource).children({ id: parent }, { signal }), isCut: false }
      return { rows: inOrder(resource, rows), parents: await parentsAmong(resource, rows, signal), isCut }
    },
  })

async function roots(
  resource: NamedResource,
  { roots: filter, organizations }: TreePart,
  signal: AbortSignal,
): Promise<Pick<TreeLevel, 'rows' | 'isCut'>> {
  const found: AnyRow[] = []
  let cursor: string | null = null
  do {
    const page: { rows: readonly unknown[]; nextCursor: string | null } = await apiOf(resource.name).list(
      {
        limit: mostAtOnce,
        orderBy: [resource.title],
        filter: filter ?? isTopmost,
        ...(organizations && { organizations }),
        ...(cursor && { cursor }),
      },
      { signal },
    )
    found.push(...(page.rows as readonly AnyRow[]))
    cursor = page.nextCursor
  } while (cursor && found.length < mostRoots)
  return { rows: found.filter(isAtTop(new Set(found.map((row) => row[resource.key])))), isCut: cursor !== null }
}

/** A node whose parent the reader can see stands below it, and not at the top as well. */
const isAtTop = (keys: ReadonlySet<unknown>) => (row: AnyRow) =>
  row.parent === null || (!keys.has(row.parent) && typeof row.parentName !== 'string')

export const isTopmost: Filter = { field: 'parent', op: 'isnull', value: true }

/** Those that have nodes below them. Where there are too many to tell, every one may have some: unfolding it shows. */
async function parentsAmong(
  resource: NamedResource,
  rows: readonly AnyRow[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const keys = rows.map((row) => String(row[resource.key]))
  const parts = Array.from({ length: Math.ceil(keys.length / mostAtOnce) }, (_, part) =>
    keys.slice(part * mostAtOnce, (part + 1) * mostAtOnce),
  )
  const found = await Promise.all(
    parts.map(async (some) => {
      const filter: Filter = { field: 'parent', op: 'in', value: some }
      const below = await apiOf(resource.name).list(
        { limit: mostAtOnce, orderBy: [resource.title], filter },
        { signal },
      )
      return below.nextCursor ? some : (below.rows as readonly AnyRow[]).map(({ parent }) => String(parent))
    }),
  )
  return new Set(found.flat())
}

const naturally = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const inOrder = ({ title }: Pick<Resource, 'title'>, rows: readonly AnyRow[]): readonly AnyRow[] =>
  rows.toSorted((one, other) => naturally.compare(String(one[title]), String(other[title])))

/** Shows a move at once; answers what takes it back. */
export function showMoved(
  client: QueryClient,
  resource: NamedResource,
  row: AnyRow,
  move: { part: TreePart; to: string | null },
): () => void {
  const key = String(row[resource.key])
  const before = client.getQueriesData<TreeLevel>({ queryKey: [resource.name, 'tree'] })
  const change = (parent: string | null, next: (level: TreeLevel) => TreeLevel) =>
    client.setQueryData<TreeLevel>(levelQuery(resource, parent, move.part).queryKey, (level) => level && next(level))
  for (const [queryKey, level] of before) {
    if (level?.rows.some((other) => other[resource.key] === key)) {
      client.setQueryData<TreeLevel>(queryKey, {
        ...level,
        rows: level.rows.filter((other) => other[resource.key] !== key),
      })
    }
    if (move.to !== null && level?.rows.some((other) => other[resource.key] === move.to)) {
      client.setQueryData<TreeLevel>(
        queryKey,
        (now) => now && { ...now, parents: new Set([...now.parents, String(move.to)]) },
      )
    }
  }
  const wasParent = before.some(([, level]) => level?.parents.has(key))
  change(move.to, ({ rows, parents, isCut }) => ({
    isCut,
    rows: inOrder(resource, [...rows, { ...row, parent: move.to }]),
    parents: wasParent ? new Set([...parents, key]) : parents,
  }))
  return () => {
    for (const [queryKey, level] of before) client.setQueryData(queryKey, level)
  }
}
