import type { TestApi } from '../support/start-test-api.ts'
import type { OwnedTable } from './tenant-tables.ts'

type Sql = TestApi['sql']

/** Whose rows they are. */
export interface Owners {
  readonly organizations: readonly string[]
  readonly people: readonly string[]
}

/** What stands in a row and still has to work: where bytes lie, what a role grants, by what a secret is known. */
const keptColumns = new Set([
  'blob.storage_key',
  'blob.storage_provider',
  'file_version.mime_type',
  'file.system',
  'credential.password_hash',
  'file.mime_type',
  'organization.timezone',
  'organization.language',
  'app_user.username',
  'role.grants',
  'api_key.grants',
  // Ids, which statements about all jobs read as such: by the plan of the day, also of jobs that nobody asks about.
  'data_job.input_files',
  'custom_field_definition.key',
  'custom_field_definition.resource',
  'custom_field_definition.options',
])

/** The bookkeeping of trees. */
const isKept = (table: string, column: string) => column === 'path' || keptColumns.has(`${table}.${column}`)

/**
 * Writes a text that nobody else has into every cell of these owners that holds text: `canary-b-17-name`. Where a
 * constraint wants certain words, they stay.
 *
 * @returns planted texts by `table.column`, for those who ask with somebody else's words
 */
export async function plantCanaries(
  sql: Sql,
  tables: readonly OwnedTable[],
  { organizations, people, mark }: Owners & { readonly mark: string },
): Promise<Readonly<Record<string, readonly string[]>>> {
  const planted: Record<string, string[]> = {}
  const list = (ids: readonly string[]) => `array[${ids.map((id) => `'${id}'`).join()}]::uuid[]`
  for (const { name: table, columns, isTheirs, isSoftDeleted } of tables) {
    const theirs = isTheirs.replaceAll('$1::uuid[]', list(organizations)).replaceAll('$2::uuid[]', list(people))
    for (const { name: column, type } of columns) {
      const value = isKept(table, column) ? null : canaryFor(type, { mark, column })
      if (!value) continue
      // A check or a key that refuses the words is no fault: such a cell cannot tell anything of anybody.
      // The trail lets nobody change it, its triggers included: here they are asleep.
      const asleep = table.startsWith('audit_')
        ? "perform set_config('session_replication_role', 'replica', true);"
        : ''
      await sql(`do $$ begin ${asleep}
        update ${table} t set "${column}" = ${value} from (select ctid as place, row_number() over () as n from ${table}) r
          where r.place = t.ctid and "${column}" is not null and ${theirs};
        exception when check_violation or foreign_key_violation or unique_violation or string_data_right_truncation or raise_exception then null;
      end $$`)
      if (type !== 'text') continue
      const found = await sql<{ value: string }>(
        `select "${column}" as value from ${table} t where "${column}" like 'canary-%' and ${theirs}${isSoftDeleted ? ' and deleted_at is null' : ''} order by 1 limit 2`,
      )
      planted[`${table}.${column}`] = found.map(({ value: text }) => text)
    }
  }
  return planted
}

/** What a text must end in to be one of its kind. */
const endings: Readonly<Record<string, string>> = { email: '@example.test', original_filename: '.txt' }

/** In the language of SQL; `r.n` counts the rows. */
function canaryFor(type: string, { mark, column }: { readonly mark: string; readonly column: string }): string | null {
  const text = `'canary-${mark}-' || r.n || '-${column.replaceAll('_', '-')}${endings[column] ?? ''}'`
  if (type === 'text' || type === 'character varying') return text
  if (type === 'text[]') return `array[${text}]`
  // A list of structured values, such as addresses, has exactly one that is primary.
  if (type === 'jsonb')
    return `case jsonb_typeof("${column}") when 'array' then jsonb_build_array(jsonb_build_object('email', ${text}, 'isPrimary', true))
      else jsonb_build_object('canary-${mark}', ${text}) end`
  return null
}
