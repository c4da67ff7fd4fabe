import {
  type Action,
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
} from '@groundwork/domain'
import type { SystemActor } from '../work/contract.ts'
import { scopeOf } from './actor-scope.ts'

/** The part of a scope that lies in these organizations. What the caller cannot reach adds nothing. */
export function narrowScope(scope: Scope, resource: Resource, organizations: readonly string[] | undefined): Scope {
  if (!organizations || resource.scope.kind !== 'organization') return scope
  if (scope.kind === 'all') return { kind: 'within', parts: [{ organizations }] }
  if (scope.kind !== 'within') return scope
  const wanted = new Set(organizations)
  const parts = scope.parts
    .map((part) => ({ ...part, organizations: part.organizations.filter((id) => wanted.has(id)) }))
    .filter((part) => part.organizations.length)
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

/** Behind a reference only rules can still hide a row: organizations and fields are settled before. */
export function hiddenByRule(actor: Principal | SystemActor, action: Action, target: Resource): Scope | null {
  const scope = scopeOf(actor, action, target)
  return scope.kind === 'within' && scope.parts.some(({ where }) => where) ? scope : null
}
