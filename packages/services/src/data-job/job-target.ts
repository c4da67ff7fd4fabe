import type { WorkContext } from '@groundwork/db'
import {
  type Action,
  type AskedJobType,
  type BulkAction,
  bulkActionOf,
  DomainError,
  invalidField,
  type JobType,
  type JsonObject,
  knownResource,
  partsOfScope,
  type Resource,
  scopeFor,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** What a job does to its target, as a grant names it. An undo changes what the import was allowed to bring in. */
const jobAction: Readonly<Record<JobType, Action>> = {
  import: 'import',
  export: 'export',
  undo: 'import',
  bulk: 'change',
}

/** A change of many rows, and what takes one back, says in its parameters what it does. */
const bulkRight: Readonly<Record<BulkAction, Action>> = {
  update: 'change',
  tag: 'change',
  delete: 'delete',
  restore: 'restore',
}

function actionOf({ jobType, parameters = {} }: Pick<JobAsked, 'jobType' | 'parameters'>): Action {
  const action = jobType === 'bulk' || jobType === 'undo' ? bulkActionOf({ parameters }) : undefined
  return action ? bulkRight[action] : jobAction[jobType]
}

interface JobAsked {
  readonly organization: string
  readonly jobType: JobType
  readonly target: string
  readonly parameters?: JsonObject | undefined
}

/** The resource that a job is about. @throws DomainError invalid on `target` */
export function jobTarget(jobType: AskedJobType, name: string): Resource {
  const target = knownResource(name)
  if (!target) throw invalidField('target', 'There is no such resource', 'unknown_target')
  if (jobType === 'import' && !target.importable) {
    throw invalidField('target', `Rows of this kind cannot be imported: ${target.label}`, 'not_importable')
  }
  return target
}

/** Whether any rule lets the actor do this to rows of the resource in the organization. Which rows is judged one by one, by the run. */
function mayReach(context: WorkContext, organization: string, action: Action, resource: Resource): boolean {
  if (isUnlimited(context)) return true
  const parts = partsOfScope(scopeFor(principalOf(context), action, resource))
  return parts.some(({ organizations }) => organizations.includes(organization))
}

/** Whether the actor may view every row of the resource in the organization, with all that is in it. */
export function viewsWhole(context: WorkContext, organization: string, resource: Resource): boolean {
  if (isUnlimited(context)) return true
  const scope = scopeFor(principalOf(context), 'view', resource)
  if (scope.kind === 'all') return true
  return partsOfScope(scope).some(
    ({ organizations, where, fields }) => !where && !fields && organizations.includes(organization),
  )
}

/** @throws DomainError forbidden, the same for another's organization as for one that is not there */
export function requireJobRight(context: WorkContext, { organization, target, ...asked }: JobAsked): void {
  const resource = knownResource(target)
  const action = actionOf(asked)
  if (resource && mayReach(context, organization, action, resource)) return
  throw new DomainError('forbidden', `Not allowed: ${action} ${resource?.label ?? target}`, { details: { action } })
}
