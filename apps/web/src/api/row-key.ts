import { outlines } from 'virtual:resource-outlines'
import type { ResourceName } from '@groundwork/domain'

/** What tells the rows of a resource apart: `id`, or a slug or code of their own. */
export function rowKeyOf(name: ResourceName): (row: unknown) => string {
  const key = outlines.find((outline) => outline.name === name)?.key ?? 'id'
  return (row) => String((row as Readonly<Record<string, unknown>>)[key])
}
