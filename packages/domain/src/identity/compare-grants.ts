import type { Grant, MembershipGrants } from '../access/principal.ts'
import { conditionsOf, type Filter, type FilterValue, type Scalar, scalarsOf } from '../filter/filter.ts'
import type { JsonObject } from '../resource/json-object.ts'

/** Grants as one membership holds them: its attributes give `$membership.country` its meaning. */
export type HeldGrants = Pick<MembershipGrants, 'grants' | 'attributes'>

/**
 * Whether each given grant is covered by a single held one. Nobody hands out more than they hold: two half grants that
 * only together cover a third are not looked for, so the answer errs towards no.
 */
export function holdsGrants(held: readonly HeldGrants[], given: HeldGrants): boolean {
  return given.grants.every((grant) =>
    held.some(({ grants, attributes }) =>
      grants.some((own) => includes(settle(own, attributes), settle(grant, given.attributes))),
    ),
  )
}

/** What both lists allow: an API key acts with its user's grants and its own at once. */
export function intersectGrants(one: readonly Grant[], other: readonly Grant[]): Grant[] {
  return one.flatMap((left) => other.flatMap((right) => intersect(left, right)))
}

function includes(own: Grant, given: Grant): boolean {
  return (
    (own.resource === '*' || own.resource === given.resource) &&
    (own.action === '*' || own.action === given.action) &&
    (!own.fields || given.fields?.every((name) => own.fields?.includes(name)) === true) &&
    (!own.where || (given.where !== undefined && isSettled(own.where) && narrows(given.where, own.where)))
  )
}

/** A rule that misses a value reaches nothing in its holder's hands; in another's, whose membership has the value, it does. */
const isSettled = (rule: Filter): boolean =>
  conditionsOf(rule).every(({ value }) => !scalarsOf(value).some((one) => String(one).startsWith(attributePrefix)))

function intersect(left: Grant, right: Grant): Grant[] {
  const resource = narrower(left.resource, right.resource)
  const action = narrower(left.action, right.action)
  if (resource === null || action === null) return []

  const fields = left.fields && right.fields ? left.fields.filter((name) => right.fields?.includes(name)) : undefined
  const allowed = fields ?? left.fields ?? right.fields
  const rules = [left.where, right.where].filter((rule) => rule !== undefined)
  const [where] = rules.length > 1 ? [{ and: rules }] : rules
  return [{ resource, action, ...(allowed && { fields: allowed }), ...(where && { where }) }]
}

function narrower(left: string, right: string): string | null {
  if (left === '*') return right
  return right === '*' || left === right ? left : null
}

/** Whether the first filter is the second, perhaps with further conditions beside it. */
const narrows = (filter: Filter, own: Filter): boolean =>
  canonical(filter) === canonical(own) || ('and' in filter && filter.and.some((part) => narrows(part, own)))

/** Filters are stored as data, and the database may return their keys in another order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item,
  )

/** Puts the membership's own attributes into a grant's rule: "own country" of a German is not "own country" of a Dane. */
function settle(grant: Grant, attributes: JsonObject): Grant {
  return grant.where ? { ...grant, where: settleFilter(grant.where, attributes) } : grant
}

function settleFilter(filter: Filter, attributes: JsonObject): Filter {
  if ('and' in filter) return { and: filter.and.map((part) => settleFilter(part, attributes)) }
  if ('or' in filter) return { or: filter.or.map((part) => settleFilter(part, attributes)) }
  if ('not' in filter) return { not: settleFilter(filter.not, attributes) }
  return { ...filter, value: settleValue(filter.value, attributes) }
}

function settleValue(value: FilterValue, attributes: JsonObject): FilterValue {
  if (typeof value === 'object' && value !== null) return value.map((item) => settleScalar(item, attributes))
  return settleScalar(value, attributes)
}

const attributePrefix = '$membership.'

/** A name without a value stays, and so does one whose value would read as another name: a binding takes that to the letter. */
function settleScalar(value: Scalar, attributes: JsonObject): Scalar {
  if (typeof value !== 'string' || !value.startsWith(attributePrefix)) return value
  const name = value.slice(attributePrefix.length)
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  if (typeof attribute === 'object' || attribute === undefined) return value
  return String(attribute).startsWith('$') ? value : attribute
}
