import type pg from 'pg'

export interface BackupTable {
  readonly name: string
  /** Those that are written, not computed. */
  readonly columns: readonly string[]
}

const tablesText = `select c.relname as name,
    array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> '_prisma_migrations'
  group by c.relname order by c.relname`

/** Every table that holds what people have made, a table of partitions as one. */
export async function backupTables(client: pg.Client): Promise<BackupTable[]> {
  return (await client.query<BackupTable>(tablesText)).rows
}

/** What a database must have in common with the one that a backup is of. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  )
  return rows.map(({ name }) => name)
}

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
