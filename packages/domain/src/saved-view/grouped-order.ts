import { isSortable, type Resource } from '../resource/define-resource.ts'
import { isGroupable } from './view-content.ts'

/**
 * The order in which the rows of one group come together, groups in the order of what they share; within a group as asked. A list that
 * cannot be sorted by it comes without groups.
 */
export function groupedOrder(
  resource: Resource,
  groupBy: string | null,
  ordering: readonly string[],
): readonly string[] {
  if (!isDrawnGroup(resource, groupBy)) return ordering
  const rest = ordering.length ? ordering : [resource.defaultOrder]
  const own = rest.find((term) => nameIn(term) === groupBy) ?? groupBy
  return [own, ...rest.filter((term) => nameIn(term) !== groupBy)]
}

/** Whether a list can be drawn in these groups. */
export const isDrawnGroup = (resource: Resource, groupBy: string | null | undefined): groupBy is string =>
  typeof groupBy === 'string' && isGroupable(resource, groupBy) && isSortable(resource, groupBy)

const nameIn = (term: string) => term.replace(/^-/, '')
