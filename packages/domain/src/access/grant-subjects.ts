import { resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import { actionsOf } from './actions.ts'
import type { Action } from './principal.ts'

/** What a grant can be about. */
export interface GrantSubject {
  readonly name: string
  /** For people, lower case. */
  readonly label: string
  readonly actions: readonly Action[]
  /** Its definition, where it is a resource: then a grant may name fields and have a rule. */
  readonly resource?: Resource
}

/** Keys are their makers' own. Whoever administers an organization sees and ends those that are bound to it. */
const apiKeys: GrantSubject = { name: 'apiKey', label: 'API key', actions: ['view', 'delete'] }

/** Every subject: the rows of the permission matrix. */
export const grantSubjects = (): readonly GrantSubject[] => [
  ...Object.values<Resource>(resources).map((resource) => ({
    name: resource.name,
    label: resource.label,
    actions: actionsOf(resource),
    resource,
  })),
  apiKeys,
]
