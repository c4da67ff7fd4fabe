import type { Field, Filter, Resource } from '@groundwork/domain'

/** Which rows a reference may point to, beyond those the reader may see. */
export interface ChoiceLimits {
  readonly where?: Field['where']
  readonly organization?: string | undefined
}

/** The same as the question to ask for them. */
export function choicesWithin(
  { fields, scope }: Pick<Resource, 'fields' | 'scope'>,
  { where = {}, organization }: ChoiceLimits,
) {
  const conditions: Filter[] = Object.entries(where).map(([field, value]) => ({ field, op: 'eq', value }))
  if (fields.isActive?.filter) conditions.push({ field: 'isActive', op: 'eq', value: true })
  const isOfOne = scope.kind === 'organization' && scope.field === 'organization' && !scope.unowned
  return {
    ...(conditions.length > 0 && { filter: { and: conditions } }),
    ...(isOfOne && organization && { organizations: [organization] }),
  }
}
