import { type DomainError, freeHandle, handleFrom, type JsonObject, type Resource } from '@groundwork/domain'
import { fitChangedCustomFields, fitNewCustomFields } from '../custom-field/fit-custom-fields.ts'
import type { Row } from '../query/row.ts'
import { columnOfField, tableOf } from '../query/table.ts'
import { newId } from './new-id.ts'
import { type ReadSession, read } from './read.ts'

/** Gives new rows what callers may leave out: what `nameNewRows` gives, and defaults of custom fields. @throws DomainError invalid */
export async function completeNewRows(
  session: ReadSession,
  resource: Resource,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  return fitNewCustomFields(session, resource, await nameNewRows(session, resource, rows))
}

/** Gives new rows the ids of their items and a handle, where callers have left them out. */
export async function nameNewRows(session: ReadSession, resource: Resource, rows: readonly Row[]): Promise<Row[]> {
  if (!resource.handle) return rows.map((row) => withItemIds(resource, row))
  const named: Row[] = []
  for (const row of rows) named.push(await withHandle(session, resource, withItemIds(resource, row)))
  return named
}

export interface CompletedChanges<Changes> {
  readonly changes: Changes
  /** To be told once it is sure that the caller may change the row at all. */
  readonly refusal: DomainError | null
}

/** The same for changes to the row of a key; null takes it away. */
export async function completeChanges<Changes extends Readonly<Row> | null>(
  session: ReadSession,
  resource: Resource,
  { key, changes }: { readonly key: string; readonly changes: Changes },
): Promise<CompletedChanges<Changes | Row>> {
  if (!changes) return { changes, refusal: null }
  const completed = withItemIds(resource, changes)
  if (!resource.customFields || !completed.customFields) return { changes: completed, refusal: null }
  const given = completed.customFields as JsonObject
  const { values, refusal } = await fitChangedCustomFields(session, resource, { key, given })
  return { changes: { ...completed, customFields: values }, refusal }
}

/** Each item of a list keeps its id from one change to the next; a new one is given one. */
export function withItemIds(resource: Resource, row: Row): Row {
  const lists = listsOf(resource).flatMap((name) => {
    const value = row[name]
    return Array.isArray(value) ? [[name, value] as const] : []
  })
  if (!lists.length) return row
  return {
    ...row,
    ...Object.fromEntries(
      lists.map(([name, list]) => [
        name,
        (list as readonly Row[]).map((item) => ({ ...item, id: item.id ?? newId() })),
      ]),
    ),
  }
}

const known = new WeakMap<Resource, readonly string[]>()

/** The fields that hold lists of items with ids. */
function listsOf(resource: Resource): readonly string[] {
  const found = known.get(resource)
  if (found) return found
  const lists = Object.keys(resource.fields).filter((name) => resource.fields[name]?.members?.id)
  known.set(resource, lists)
  return lists
}

/**
 * Rows that are made at once wait for each other here, so that each finds the handles of those before. A handle that the caller
 * chose is theirs to make unique.
 */
async function withHandle(session: ReadSession, resource: Resource, row: Row): Promise<Row> {
  const { handle, title, table: name } = resource
  if (!handle || row[handle] !== undefined) return row
  const table = tableOf(resource)
  const home = table.organization && row[table.organization.field]
  const wanted = handleFrom(String(row[title] ?? ''), resource)
  await read(session, {
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))::text',
    values: [`handles of ${name} ${home ?? ''}`],
  })
  const column = columnOfField(table, handle).name
  const conditions = [
    `(${column} = $1 or ${column} ^@ $2)`,
    ...(resource.softDelete ? ['deleted_at is null'] : []),
    ...(home ? [`${table.organization?.name} = $3`] : []),
  ]
  const taken = await read(session, {
    text: `select ${column} from ${name} where ${conditions.join(' and ')}`,
    values: [wanted, `${wanted}-`, ...(home ? [home] : [])],
  })
  return { ...row, [handle]: freeHandle(wanted, new Set(taken.map(([one]) => String(one)))) }
}
