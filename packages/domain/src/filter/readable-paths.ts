import type { Action, Principal } from '../access/principal.ts'
import { readableFields, scopeFor } from '../access/scope.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { FieldPlace, FieldStep } from './filter-fields.ts'

export type ReadableFields = ReadonlySet<string> | 'all'

/**
 * What a caller may read of a resource; `through` is the path of references that led to it, empty at the start. A plain set
 * speaks of the first resource alone: behind a reference it then allows reference data and what lookups show anyway.
 */
export type Readable = ReadableFields | ((resource: Resource, through: string) => ReadableFields)

const nothing: ReadonlySet<string> = new Set()

/**
 * What a principal may filter, sort and search by, everywhere. Behind a reference a person's own data is nobody else's to
 * guess: a filter on `createdBy.email` would give it away letter by letter.
 */
export const readableBy =
  (principal: Principal, action: Action = 'view') =>
  (resource: Resource, through: string): ReadableFields => {
    if (through === '') return readableFields(scopeFor(principal, action, resource), resource)
    const scope = scopeFor(principal, 'view', resource)
    return scope.kind === 'none' || scope.kind === 'self' ? nothing : readableFields(scope, resource)
  }

/** May this place be filtered by: is every field on the way filterable, and readable where it stands? */
export const isOpenTo = (readable: Readable, { steps }: FieldPlace): boolean =>
  steps.every((step, index) => step.field.filter === true && canRead(readable, steps, index))

function canRead(readable: Readable, steps: readonly FieldStep[], index: number): boolean {
  const step = steps[index]
  if (!step) return false
  const through = steps.slice(0, index).map(({ name }) => name)
  return has(fieldsOf(readable, step.owner, through.join('.')), step.name) || isLookedUp(readable, steps, index)
}

/** Does a row that the caller can read already show this referenced value, as `uploadedByUsername`? */
function isLookedUp(readable: Readable, steps: readonly FieldStep[], index: number): boolean {
  const step = steps[index]
  const reference = steps[index - 1]
  if (!step || !reference) return false
  const through = steps.slice(0, index - 1).map(({ name }) => name)
  const fields = fieldsOf(readable, reference.owner, through.join('.'))
  const path = `${reference.name}.${step.name}`
  return Object.entries(reference.owner.lookups).some(([name, shown]) => shown === path && has(fields, name))
}

function fieldsOf(readable: Readable, resource: Resource, through: string): ReadableFields {
  if (typeof readable === 'function') return readable(resource, through)
  if (through === '' || readable === 'all') return readable
  return resource.scope.kind === 'global' ? 'all' : nothing
}

const has = (fields: ReadableFields, name: string) => fields === 'all' || fields.has(name)
