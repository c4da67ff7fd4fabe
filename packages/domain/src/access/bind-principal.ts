import { type Filter, type FilterValue, matchesNone, type Scalar } from '../filter/filter.ts'
import type { MembershipGrants, Principal } from './principal.ts'

/**
 * Replaces `$principal.userId` and `$membership.country` by the caller's own values. A rule that names a value which the
 * caller does not have reaches nothing at all, also where it stands under a `not`.
 */
export function bindPrincipal(filter: Filter, principal: Principal, membership: MembershipGrants): Filter {
  let isComplete = true
  const bind = (value: Scalar): Scalar => {
    if (typeof value !== 'string' || !value.startsWith('$')) return value
    const bound = lookUp(value, principal, membership)
    isComplete &&= bound !== undefined
    return bound ?? null
  }
  const bindValue = (value: FilterValue): FilterValue =>
    typeof value === 'object' && value !== null ? value.map(bind) : bind(value)
  const visit = (node: Filter): Filter => {
    if ('and' in node) return { and: node.and.map(visit) }
    if ('or' in node) return { or: node.or.map(visit) }
    if ('not' in node) return { not: visit(node.not) }
    return { ...node, value: bindValue(node.value) }
  }
  const bound = visit(filter)
  return isComplete ? bound : matchesNone
}

function lookUp(
  name: string,
  principal: Principal,
  membership: MembershipGrants,
): string | number | boolean | undefined {
  if (name === '$principal.userId') return principal.userId
  if (name === '$principal.username') return principal.username
  if (!name.startsWith('$membership.')) return undefined
  const attributeName = name.slice('$membership.'.length)
  const attribute = Object.hasOwn(membership.attributes, attributeName)
    ? membership.attributes[attributeName]
    : undefined
  return typeof attribute === 'object' || attribute === undefined ? undefined : (attribute ?? undefined)
}
