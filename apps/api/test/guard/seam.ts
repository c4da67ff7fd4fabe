import type { Action, Principal, Resource, Scope } from '@groundwork/domain'

/** What a test has taken out of this process. Nothing in production code reads it: tests put it in by mocking modules. */
export const seam = {
  /** Off: the application lets every row of an organization through, and row-level security stands alone. */
  isScoped: true,
  /** The name of the one bug that is planted, where one is. */
  bug: null as string | null,
}

type ScopeFor = (principal: Principal, action: Action, resource: Resource) => Scope

/**
 * The application's scoping, which a test can switch off. People's own rows stay scoped: their tables know no organization,
 * so that no policy stands behind them.
 */
export const switchableScope =
  (scopeFor: ScopeFor): ScopeFor =>
  (principal, action, resource) =>
    seam.isScoped || resource.scope.kind !== 'organization' ? scopeFor(principal, action, resource) : { kind: 'all' }
