import type { WorkContext } from '@groundwork/db'
import { StoredFile, scopeFor } from '@groundwork/domain'

/** Whether sums over an organization's files tell the actor nothing that they could not see anyhow. */
export function seesEveryFile({ actor }: WorkContext, organization: string): boolean {
  if (actor.kind === 'system') return true
  const scope = scopeFor(actor, 'view', StoredFile)
  if (scope.kind !== 'within') return scope.kind === 'all'
  return scope.parts.some(
    ({ organizations, where, fields }) => !where && !fields && organizations.includes(organization),
  )
}
