import type { WorkContext } from '@groundwork/db'
import { type Action, covers } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** Whether the actor may do this in an organization without any condition: to every row, by every field. */
export function mayIn(context: WorkContext, organization: string, action: Action, resource: string): boolean {
  if (isUnlimited(context)) return true
  const { memberships } = principalOf(context)
  const here = memberships.filter((held) => held.organization === organization)
  return here.some(({ grants }) =>
    grants.some((grant) => covers(grant, action, resource) && !grant.where && !grant.fields),
  )
}
