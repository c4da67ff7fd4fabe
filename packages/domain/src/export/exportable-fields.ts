import type { Principal } from '../access/principal.ts'
import { isAlwaysReadable, partsOfScope, type Scope, scopeFor } from '../access/scope.ts'
import type { ReadableFields } from '../filter/readable-paths.ts'
import type { Resource } from '../resource/define-resource.ts'

/**
 * The fields that a principal may take out of at least some rows: open to view and open to export. A row in which one of them is closed
 * has nothing in its place.
 */
export function exportableFields(principal: Principal, resource: Resource): ReadableFields {
  const [viewed, taken] = (['view', 'export'] as const).map((action) =>
    openSomewhere(scopeFor(principal, action, resource), resource),
  )
  if (!viewed || viewed === 'all') return taken ?? 'all'
  return !taken || taken === 'all' ? viewed : new Set([...viewed].filter((name) => taken.has(name)))
}

function openSomewhere(scope: Scope, resource: Resource): ReadableFields {
  const parts = partsOfScope(scope)
  // One's own row is open in all its fields.
  if (scope.kind === 'all' || scope.kind === 'self' || parts.some(({ fields }) => !fields)) return 'all'
  const named = new Set(parts.flatMap(({ fields = [] }) => fields))
  return new Set(resource.columns.filter((name) => named.has(name) || isAlwaysReadable(resource, name)))
}
