import { type Action, type Principal, type Resource, type Scope, scopeFor } from '@groundwork/domain'
import type { SystemActor } from '../work/contract.ts'

const all: Scope = { kind: 'all' }
const known = new WeakMap<Principal, Map<string, Scope>>()

/** The scope of an actor, remembered as long as the principal is: grants are walked once, not once per query. */
export function scopeOf(actor: Principal | SystemActor, action: Action, resource: Resource): Scope {
  if (actor.kind === 'system') return all
  const scopes = scopesOf(actor)
  const key = `${action} ${resource.name}`
  const found = scopes.get(key) ?? scopeFor(actor, action, resource)
  scopes.set(key, found)
  return found
}

function scopesOf(principal: Principal): Map<string, Scope> {
  const scopes = known.get(principal) ?? new Map<string, Scope>()
  known.set(principal, scopes)
  return scopes
}
