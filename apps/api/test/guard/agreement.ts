import type { TestApi } from '../support/start-test-api.ts'
import type { Owners } from './plant-canaries.ts'
import type { OwnedTable } from './tenant-tables.ts'

interface ForeignKey {
  readonly name: string
  readonly child: string
  readonly parent: string
  readonly pairs: readonly { readonly from: string; readonly to: string }[]
}

/**
 * O4: rows that point at a row of another organization. Row-level security does not look at foreign keys, so nothing but
 * the application and composite keys stands in between.
 *
 * @returns one line for each key with such rows
 */
export async function disagreements(
  { sql }: TestApi,
  tables: readonly OwnedTable[],
  { organizations, people }: Owners,
): Promise<string[]> {
  const keys = await sql<ForeignKey>(`
    select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
      json_agg(json_build_object('from', f.attname, 'to', t.attname)) as pairs
    from pg_constraint k
    cross join lateral unnest(k.conkey, k.confkey) as u(f, t)
    join pg_attribute f on f.attrelid = k.conrelid and f.attnum = u.f
    join pg_attribute t on t.attrelid = k.confrelid and t.attnum = u.t
    where k.contype = 'f' and k.conparentid = 0 and k.connamespace = 'public'::regnamespace
    group by 1, 2, 3`)
  const found: string[] = []
  for (const { name, child, parent, pairs } of keys) {
    const from = tables.find((table) => table.name === child)
    const to = tables.find((table) => table.name === parent)
    if (!from || !to) continue
    const joined = pairs.map((pair) => `c.${pair.from} = p.${pair.to}`).join(' and ')
    const isTheirs = (table: OwnedTable, alias: string) => table.isTheirs.replaceAll('t.', `${alias}.`)
    const has = (table: OwnedTable) => table.columns.some((column) => column.name === 'organization_id')
    const differ = has(from) && has(to) ? 'or c.organization_id <> p.organization_id' : ''
    const [row] = await sql<{ count: number }>(
      `select count(*)::int as count from ${child} c join ${parent} p on ${joined}
       where $1::uuid[] is not null and $2::uuid[] is not null
         and ((${isTheirs(to, 'p')} and not coalesce(${isTheirs(from, 'c')}, false)) ${differ})`,
      [organizations, people],
    )
    if (row?.count)
      found.push(`${name}: ${row.count} rows of ${child} point at a row of ${parent} in another organization`)
  }
  return found
}
