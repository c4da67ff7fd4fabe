import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FieldKind, type Resource, resourceNamed } from '@groundwork/domain'
import type pg from 'pg'
import { type Column, columnOfField, keyColumn, type Table, tableOf } from '../query/table.ts'
import type { ReferenceSet } from './reference-sets.ts'

/** One row a line, its values in the order of `columns`; what is missing at the end is null. */
interface ReferenceFile {
  readonly source: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
}

/** Beside the sources; a bundle finds it from where they were. */
const folder = join(import.meta.dirname, '../../reference-data')

export const readReferenceFile = async (name: string): Promise<ReferenceFile> =>
  JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as ReferenceFile

/**
 * Brings one kind of reference data up to this release. What somebody has changed stays as they have it, and what they have
 * deleted stays away; the rest follows. Where a node hangs in a tree is settled when it is loaded: a move has rules of its own.
 */
export async function loadReferenceSet(owner: pg.Client, { file, resource, following = {} }: ReferenceSet) {
  const { columns: fields, rows } = await readReferenceFile(file)
  const table = tableOf(resource)
  const given = fields.map((field) => columnOfField(table, field))
  const inferred = Object.entries(following).map(([field, sql]) => ({ ...columnOfField(table, field), sql }))
  const sql = { table, given, inferred }
  await owner.query('begin')
  try {
    await owner.query(`create temp table given on commit drop as select ${names(given)} from ${table.name} limit 0`)
    const cells = given.map(({ kind }, at) => `(row ->> ${at})::${typeOf[kind] ?? 'text'}`)
    await owner.query(`insert into given select ${cells.join(', ')} from jsonb_array_elements($1) row`, [
      JSON.stringify(rows),
    ])
    await owner.query('analyze given')
    const follow = followSql(sql)
    if (follow) await owner.query(follow)
    const insert = insertSql(sql)
    // Below a node there is room once it is there itself: a tree fills level by level.
    while ((await owner.query(insert)).rowCount && ownReferences(resource).length);
    await owner.query(`insert into loaded_reference (table_name, key)
      select '${table.name}', t.${table.key.name} from ${table.name} t join given g using (${table.key.name})
      on conflict do nothing`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

interface SetSql {
  readonly table: Table
  /** Columns that the file has. */
  readonly given: readonly Column[]
  /** Columns that follow from those. */
  readonly inferred: readonly (Column & { readonly sql: string })[]
}

/** The other kinds of a file are text. */
const typeOf: Partial<Record<FieldKind, string>> = { integer: 'integer', boolean: 'boolean', decimal: 'numeric' }

const names = (columns: readonly Column[], prefix = '') => columns.map(({ name }) => prefix + name).join(', ')

/** Rows that nobody has touched since they were loaded become what the file says, unless another row has taken their name. */
function followSql({ table, given }: SetSql): string | undefined {
  const followed = given.filter(({ field }) => field !== table.key.field && field !== 'parent')
  if (!followed.length) return undefined
  const key = table.key.name
  const isTaken = (table.resource.uniques ?? []).map((fields) => {
    const same = fields.map((field) => columnOfField(table, field).name).map((name) => `o.${name} = g.${name}`)
    return `and not exists (select from ${table.name} o where o.${key} <> g.${key} and ${same.join(' and ')})`
  })
  return `update ${table.name} t set ${followed.map(({ name }) => `${name} = g.${name}`).join(', ')}, updated_at = now()
    from given g where t.${key} = g.${key} and t.version = 1 and t.created_by_id is null and t.updated_by_id is null
      and (${names(followed, 't.')}) is distinct from (${names(followed, 'g.')}) ${isTaken.join(' ')}`
}

/** Rows that were never loaded before, whose references are there. */
function insertSql({ table, given, inferred }: SetSql): string {
  const { name, key, resource } = table
  const values = [...given.map((column) => ({ ...column, sql: `g.${column.name}` })), ...inferred]
  const isThere = values.flatMap(({ field, sql }) => {
    const target = resource.fields[field]?.reference
    if (!target) return []
    const referred = resourceNamed(target)
    return `and (${sql} is null or exists (select from ${referred.table} r where r.${keyColumn(referred)} = ${sql}))`
  })
  const place = resource.tree
    ? { columns: ', path, depth', sql: `, coalesce(p.path, '/') || g.${key.name} || '/', coalesce(p.depth + 1, 0)` }
    : { columns: '', sql: '' }
  const above = resource.tree ? `left join ${name} p on p.${key.name} = g.parent_id` : ''
  return `insert into ${name} (${names(values)}${place.columns})
    select ${values.map(({ sql }) => sql).join(', ')}${place.sql} from given g ${above}
    where not exists (select from loaded_reference l where l.table_name = '${name}' and l.key = g.${key.name})
      ${isThere.join(' ')} on conflict do nothing`
}

const ownReferences = ({ name, fields }: Resource) =>
  Object.values(fields).filter(({ reference }) => reference === name)
