/** What pg's result knows of its columns, and how it reads them. */
interface Columns {
  fields: unknown
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
}

/** A result that is over, by what it was the answer to. */
export interface Described extends Columns {
  readonly command: string | null
}

/** What Postgres has planned answers in the same columns ever after. A `fetch` answers in those of its cursor, which is another each time. */
const planned: readonly (string | null)[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']

const describedBy = new WeakMap<object, Map<string, Columns>>()

/**
 * The columns of the answers to prepared statements on one connection, by name: described once for each. They stay as they are, since
 * Postgres refuses to run a prepared statement whose columns would be others by now. To tell of dozens of columns, and to read it,
 * takes longer than to find a row.
 */
export function describedColumns(connection: object): Map<string, Columns> {
  const known = describedBy.get(connection)
  if (known) return known
  const columns = new Map<string, Columns>()
  describedBy.set(connection, columns)
  return columns
}

/** Keeps those of a result for the next one. */
export function keepColumns(connection: object, name: string, result: Described): void {
  if (!planned.includes(result.command)) return
  const { fields, _parsers, _prebuiltEmptyResultObject } = result
  describedColumns(connection).set(name, { fields, _parsers, _prebuiltEmptyResultObject })
}
