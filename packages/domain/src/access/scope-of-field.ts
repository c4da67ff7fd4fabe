import type { Resource } from '../resource/define-resource.ts'
import { isAlwaysReadable, type Scope, type ScopePart } from './scope.ts'

/** Of the rows that a scope reaches, those in which a field is open: by any other, what is found would tell what stands in it. */
export function scopeOfField(scope: Scope, resource: Resource, field: string): Scope {
  if (isAlwaysReadable(resource, field)) return scope
  const isOpen = ({ fields }: ScopePart) => !fields || fields.includes(field)
  if (scope.kind === 'self') return { ...scope, colleagues: scope.colleagues.filter(isOpen) }
  if (scope.kind !== 'within') return scope
  const parts = scope.parts.filter(isOpen)
  return parts.length ? { ...scope, parts } : { kind: 'none' }
}
