import { type Action, type Principal, type Resource, type Scope, scopeFor } from '@groundwork/domain'
import type { SystemActor } from '../work/contract.ts'

const all: Scope = { kind: 'all' }
const known = new WeakMap<Principal, Map<string, Scope>>()

/** The scope of an actor, remembered as long as the principal is: grants are walked once, not once per query. */
export function scopeOf(actor: Principal | SystemActor, action: Action, resource: Resource): Scope {
  if (actor.kind === 'system') return all
  const key = `${action} ${resource.name}`
  let scopes = known.get(actor)
  if (!scopes) known.set(actor, (scopes = new Map()))
  let scope = scopes.get(key)
  if (!scope) scopes.set(key, (scope = scopeFor(actor, action, resource)))
  return scope
}
