import type { ReadableFields } from '../filter/readable-paths.ts'
import type { Resource } from '../resource/define-resource.ts'
import { isAlwaysReadable, partsOfScope, type Scope } from './scope.ts'

/** The fields that are open in at least some of the rows that a scope reaches, of one organization or of all. */
export function openSomewhere(scope: Scope, resource: Resource, organization?: string): ReadableFields {
  const parts = partsOfScope(scope).filter(
    ({ organizations }) => organization === undefined || organizations.includes(organization),
  )
  // One's own row is open in all its fields.
  if (scope.kind === 'all' || scope.kind === 'self' || parts.some(({ fields }) => !fields)) return 'all'
  const named = new Set(parts.flatMap(({ fields = [] }) => fields))
  return new Set(resource.columns.filter((name) => named.has(name) || isAlwaysReadable(resource, name)))
}

/** Of two sets of fields those that are in both. */
export function openInBoth(one: ReadableFields, other: ReadableFields): ReadableFields {
  if (one === 'all' || other === 'all') return one === 'all' ? other : one
  return new Set([...one].filter((name) => other.has(name)))
}
