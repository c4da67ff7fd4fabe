import type { TestDatabase } from './test-database.ts'

/** What Postgres itself says about the tables. */
export interface CatalogueTable {
  readonly name: string
  readonly isPartitioned: boolean
  /** Enabled and forced. */
  readonly isProtected: boolean
  readonly policies: readonly {
    readonly name: string
    readonly using: string
    readonly check: string
    readonly roles: readonly string[]
    readonly command: string
  }[]
  readonly columns: readonly CatalogueColumn[]
  readonly uniques: readonly CatalogueIndex[]
  readonly indexes: readonly CatalogueIndex[]
  readonly foreignKeys: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly target: string
  }[]
  readonly checks: readonly { readonly name: string; readonly definition: string }[]
  /** Names of its triggers. */
  readonly guards: readonly string[]
}

interface CatalogueColumn {
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly hasDefault: boolean
}

interface CatalogueIndex {
  readonly name: string
  readonly isPrimary: boolean
  readonly isUnique: boolean
  readonly columns: readonly string[]
  readonly where: string | null
  /** Whether two rows without a value are the same to it. */
  readonly takesNullsForEqual: boolean
}

const text = `
select c.relname as name, c.relkind = 'p' as "isPartitioned", c.relrowsecurity and c.relforcerowsecurity as "isProtected",
  coalesce((select jsonb_agg(jsonb_build_object('name', p.policyname, 'using', p.qual, 'check', p.with_check, 'roles', p.roles, 'command', p.cmd) order by p.policyname)
    from pg_policies p where p.tablename = c.relname and p.schemaname = 'public'), '[]') as policies,
  (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'isNullable', not a.attnotnull, 'hasDefault', a.atthasdef) order by a.attnum)
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  coalesce((select jsonb_agg(jsonb_build_object('name', ic.relname, 'isPrimary', i.indisprimary, 'isUnique', i.indisunique,
      'where', pg_get_expr(i.indpred, i.indrelid), 'takesNullsForEqual', i.indnullsnotdistinct,
      'columns', (select jsonb_agg(trim('"' from pg_get_indexdef(i.indexrelid, k, true)) order by k) from generate_series(1, i.indnkeyatts) k)) order by ic.relname)
    from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid), '[]') as indexes,
  coalesce((select jsonb_agg(jsonb_build_object('name', f.conname, 'target', f.confrelid::regclass::text,
      'columns', (select jsonb_agg(a.attname order by k.ord) from unnest(f.conkey) with ordinality k(num, ord)
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.num)) order by f.conname)
    from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), '[]') as "foreignKeys",
  coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid)) order by k.conname)
    from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'), '[]') as checks,
  coalesce((select jsonb_agg(g.tgname order by g.tgname) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '[]') as guards
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_prisma_migrations'
order by c.relname`

export async function readCatalogue({ sql }: Pick<TestDatabase, 'sql'>): Promise<CatalogueTable[]> {
  const tables = await sql<Omit<CatalogueTable, 'uniques'>>(text)
  return tables.map((table) => ({ ...table, uniques: table.indexes.filter(({ isUnique }) => isUnique) }))
}

export const isTenantTable = ({ name, columns }: CatalogueTable) =>
  name === 'organization' || columns.some((column) => column.name === 'organization_id')
