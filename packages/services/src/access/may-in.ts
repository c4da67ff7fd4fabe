import type { WorkContext } from '@groundwork/db'
import { type Action, mayWholly } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** Whether the actor may do this in an organization without any condition: to every row, by every field. */
export function mayIn(context: WorkContext, organization: string, action: Action, resource: string): boolean {
  if (isUnlimited(context)) return true
  return mayWholly(principalOf(context).memberships, { action, resource, organization })
}
