import {
  DomainError,
  type Filter,
  fieldAt,
  filterFields,
  isOpenTo,
  type Principal,
  type Resource,
  readableBy,
  readableFields,
  type Scope,
  sharedRows,
} from '@groundwork/domain'
import type { SystemActor } from '../work/contract.ts'
import { scopeOf } from './actor-scope.ts'

/**
 * The part of a scope that lies in these organizations. What the caller cannot reach adds nothing; shared rows are everywhere.
 */
export function narrowScope(scope: Scope, resource: Resource, organizations: readonly string[] | undefined): Scope {
  if (!organizations || resource.scope.kind !== 'organization') return scope
  if (scope.kind === 'all') {
    const isShared = resource.scope.unowned === 'shared'
    return { kind: 'within', parts: [{ organizations }, ...(isShared ? [sharedRows] : [])] }
  }
  if (scope.kind !== 'within') return scope
  const wanted = new Set(organizations)
  const narrowed = new Map<readonly string[], readonly string[]>()
  const narrow = (list: readonly string[]) => {
    const found = narrowed.get(list) ?? list.filter((id) => wanted.has(id))
    narrowed.set(list, found)
    return found
  }
  const parts = scope.parts
    .map((part) => ({ ...part, organizations: narrow(part.organizations) }))
    .filter((part) => part.organizations.length || part.isUnowned)
  return parts.length ? { kind: 'within', parts } : { kind: 'none' }
}

/** May the caller sort and search by this field? */
export function fieldReader(scope: Scope, resource: Resource): (field: string) => boolean {
  const readable = readableFields(scope, resource)
  return readable === 'all' ? () => true : (field) => readable.has(field)
}

/** @throws DomainError invalid (`unreadable_field`) for a filter on a field that the caller cannot read, at every hop */
export function refuseUnreadable(filter: Filter, resource: Resource, actor: Principal | SystemActor): void {
  for (const path of filterFields(filter)) {
    const place = fieldAt(resource, path)
    const isOpen = place && (actor.kind === 'system' || isOpenTo(readableBy(actor), place))
    if (isOpen) continue
    const message = `No such field: ${path}`
    throw new DomainError('invalid', message, { reason: 'unreadable_field', fields: { [`filter.${path}`]: [message] } })
  }
}

/**
 * What a caller may view behind a reference. Which fields is settled before, and with it what is reached by no grant at all: of
 * those there are only values that lookups show anyway.
 */
export function scopeBehind(actor: Principal | SystemActor, target: Resource): Scope {
  const scope = scopeOf(actor, 'view', target)
  return scope.kind === 'within' ? scope : { kind: 'all' }
}
