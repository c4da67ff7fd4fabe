import type { TestApi } from '../support/start-test-api.ts'

type Sql = TestApi['sql']

/** A table whose rows are somebody's. */
export interface OwnedTable {
  readonly name: string
  /** True for the rows of the organizations $1 and of the people $2, with the table as `t`. */
  readonly isTheirs: string
  readonly hasId: boolean
  readonly isSoftDeleted: boolean
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

interface CatalogueRow {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Every table with rows of an organization or of a person, as the catalogue knows them: a new one comes in by itself. */
export async function ownedTables(sql: Sql): Promise<OwnedTable[]> {
  const tables = await sql<CatalogueRow>(`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`)
  return tables.flatMap(({ name, columns }) => {
    const has = (column: string) => columns.some((found) => found.name === column)
    const isTheirs = ownerCondition(name, has)
    // A row that only counts within its own table is asked for by nobody.
    const hasId = columns.some(({ name: column, type }) => column === 'id' && type !== 'bigint')
    return isTheirs ? [{ name, isTheirs, columns, hasId, isSoftDeleted: has('deleted_at') }] : []
  })
}

function ownerCondition(name: string, has: (column: string) => boolean): string | null {
  if (name === 'organization') return 't.id = any($1::uuid[])'
  if (name === 'app_user') return 't.id = any($2::uuid[])'
  const owners = [
    ...(has('organization_id') ? ['t.organization_id = any($1::uuid[])'] : []),
    ...(has('user_id')
      ? [`${has('organization_id') ? 't.organization_id is null and ' : ''}t.user_id = any($2::uuid[])`]
      : []),
  ]
  return owners.length ? `(${owners.join(' or ')})` : null
}
