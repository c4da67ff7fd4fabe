import type { Filter } from '../filter/filter.ts'
import type { JsonObject } from '../resource/json-object.ts'

/** What may be done with a resource. Transitions and special verbs (`move`, `download`, `share`) are actions too. */
export type Action = string

/** One line of a role. `*` stands for every resource or every action. */
export interface Grant {
  readonly resource: string
  readonly action: Action
  /** Allow-list of fields; left out means all. */
  readonly fields?: readonly string[]
  /** Rows it covers, in the filter language; values may be `$principal.userId` or `$membership.<attribute>`. */
  readonly where?: Filter
}

export interface MembershipGrants {
  readonly organization: string
  /** The role's slug, and its name as people know it. */
  readonly role: string
  readonly roleName?: string
  /** The role itself, where the membership is a real one: what is shared with a role is theirs who hold it. */
  readonly roleId?: string
  readonly attributes: JsonObject
  readonly grants: readonly Grant[]
}

/** Who is asking. Resolved once per request, then passed on; pure rules read nothing else. */
export interface Principal {
  readonly kind: 'user' | 'apiKey'
  readonly userId: string
  readonly username: string
  readonly isSuperuser: boolean
  readonly apiKeyId?: string
  /** A key with grants of its own: these are all that it may do, the account of its user included. */
  readonly isLimited?: true
  readonly sessionId?: string
  readonly memberships: readonly MembershipGrants[]
  /** Organizations that a membership would open, if its user had the second factor that it or they insist on. */
  readonly withheld?: readonly string[]
  /** Looks at one organization as somebody with that role would, and does nothing there or anywhere. */
  readonly preview?: Preview
}

export interface Preview {
  readonly organization: string
  /** The role's slug. */
  readonly role: string
}

/** Organizations the principal is a member of. */
export const organizationsOf = (principal: Principal): readonly string[] =>
  principal.memberships.map(({ organization }) => organization)
