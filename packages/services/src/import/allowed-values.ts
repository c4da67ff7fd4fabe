import type { Reader } from '@groundwork/db'
import { type Defined, type ImportableColumn, type ResourceSpec, resourceNamed } from '@groundwork/domain'

/** A longer list is nothing to choose from. */
const mostOffered = 300

/**
 * Everything that a cell of a column may hold, where that is a short list. Of what is referred to only reference data is listed: it is the same for
 * everybody.
 */
export async function allowedValues(
  reader: Reader,
  { field }: ImportableColumn,
): Promise<readonly string[] | undefined> {
  if (field.choices) return field.choices
  if (field.kind === 'boolean') return ['true', 'false']
  const referred = field.reference ? resourceNamed(field.reference) : undefined
  if (referred?.scope.kind !== 'global') return undefined
  const { rows } = await reader.list(referred as Defined<ResourceSpec>, { limit: mostOffered + 1 })
  const keys = (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => String(row[referred.key]))
  return keys.length > mostOffered ? undefined : keys
}
