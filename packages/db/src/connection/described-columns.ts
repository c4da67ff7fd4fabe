/** What pg's result knows of its columns, and how it reads them. */
export interface Columns {
  fields: unknown
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
}

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

/** What is kept of a result, for the next one. */
export const columnsOf = ({ fields, _parsers, _prebuiltEmptyResultObject }: Columns): Columns => ({
  fields,
  _parsers,
  _prebuiltEmptyResultObject,
})
