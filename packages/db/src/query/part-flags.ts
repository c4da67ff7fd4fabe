import { isAlwaysReadable, partsOfScope, type Resource, type Scope, type ScopePart } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import type { OpenFields } from './row.ts'
import { partCondition, scopeCondition } from './scope-condition.ts'

export interface PartFlags {
  /** One cell that tells which of the caller's grants reached the row: `array[...]`, or `null` when none limits fields. */
  readonly cell: string
  /** No grant limits fields: every row is open, whatever its cell. */
  readonly isAlwaysOpen: boolean
  /** The fields that are open in a row with this cell. */
  openIn(cell: unknown): OpenFields
}

const allOpen: PartFlags = { cell: 'null', isAlwaysOpen: true, openIn: () => 'all' }

/**
 * Where a grant allows only some fields, each row must say which grants reached it: two grants may open different fields of
 * different rows. `isReached` is false where another action's scope found the row: whoever may change it need not see it.
 */
export function partFlags(
  scope: Scope,
  resource: Resource,
  alias: string,
  parameters: Parameters,
  isReached = true,
): PartFlags {
  const parts: ScopePart[] = [...partsOfScope(scope)]
  if (scope.kind === 'all' || (isReached && parts.every(({ fields }) => !fields))) return allOpen
  const conditions = parts.map((part) => partCondition(part, resource, alias, parameters))
  if (scope.kind === 'self') {
    conditions.push(scopeCondition({ ...scope, colleagues: [] }, resource, alias, parameters))
    parts.push({ organizations: [] })
  }
  return {
    cell: `array[${conditions.join(', ')}]::boolean[]`,
    isAlwaysOpen: false,
    openIn: (cell) => openFields(reachedParts(parts, cell), resource),
  }
}

const reachedParts = (parts: readonly ScopePart[], cell: unknown) =>
  Array.isArray(cell) ? parts.filter((_, index) => cell[index] === true) : []

function openFields(parts: readonly ScopePart[], resource: Resource): OpenFields {
  if (parts.some(({ fields }) => !fields)) return 'all'
  const named = parts.flatMap(({ fields }) => fields ?? [])
  return new Set([...named, ...resource.columns.filter((name) => isAlwaysReadable(resource, name))])
}
