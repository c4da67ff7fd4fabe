import { outlines } from 'virtual:resource-outlines'
import type { ResourceName } from '@groundwork/domain'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { newerRow } from './newer-rows.ts'
import { type RowNamed, type RowsInput, type RowsPage, rowQuery } from './rows.ts'

type Pages<Row> = InfiniteData<RowsPage<Row>, string | null>
type Keyed = Readonly<Record<string, unknown>>

/** What tells the rows of a resource apart: `id`, or a slug or code of their own. */
function keyOf(name: ResourceName): (row: unknown) => string {
  const key = outlines.find((outline) => outline.name === name)?.key ?? 'id'
  return (row) => String((row as Keyed)[key])
}

/** Puts newer rows in the place of older ones, in every list and record that shows them. */
export function putRows<Name extends ResourceName>(
  client: QueryClient,
  name: Name,
  rows: readonly RowNamed<Name>[],
): void {
  const idOf = keyOf(name)
  const byId = new Map(rows.map((row) => [idOf(row), row]))
  changePages<RowNamed<Name>>(client, name, (shown) => shown.map((row) => byId.get(idOf(row)) ?? row))
  for (const [id, row] of byId)
    client.setQueryData(rowQuery(name, id).queryKey, (shown) => newerRow(shown, row) as RowNamed<Name>)
  // A row that says something else may be in another group by now.
  void client.invalidateQueries({ queryKey: [name, 'count'] })
}

/** Takes rows out of every live list, or, when told, out of every trash. */
export function dropRows(
  client: QueryClient,
  name: ResourceName,
  ids: ReadonlySet<string>,
  from: 'live' | 'trash',
): void {
  const idOf = keyOf(name)
  changePages<Keyed>(client, name, (rows, { trash = false }) =>
    trash === (from === 'trash') ? rows.filter((row) => !ids.has(idOf(row))) : rows,
  )
}

/** Asks again for every list of a resource and for what is counted in them: which rows they hold is another matter than before. */
export async function reloadLists(client: QueryClient, name: ResourceName): Promise<void> {
  await Promise.all(['list', 'count'].map((part) => client.invalidateQueries({ queryKey: [name, part] })))
}

/** What the lists show now, to put back when a change is refused. */
export function rememberRows(client: QueryClient, name: ResourceName): () => void {
  const before = client.getQueriesData({ queryKey: [name, 'list'] })
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data)
  }
}

function changePages<Row>(
  client: QueryClient,
  name: ResourceName,
  change: (rows: readonly Row[], input: RowsInput) => readonly Row[],
): void {
  for (const [key, data] of client.getQueriesData<Pages<Row>>({ queryKey: [name, 'list'] })) {
    if (!data) continue
    const input = key[2] as RowsInput
    const pages = data.pages.map((page) => ({ ...page, rows: change(page.rows, input) }))
    const lost = rowCount(data.pages) - rowCount(pages)
    client.setQueryData<Pages<Row>>(key, {
      ...data,
      pages: pages.map((page) => (page.count === undefined ? page : { ...page, count: page.count - lost })),
    })
  }
}

const rowCount = (pages: readonly RowsPage<unknown>[]) => pages.reduce((sum, { rows }) => sum + rows.length, 0)
