import type { Filter } from '../filter/filter.ts'
import { grantsSchema } from './grant.ts'
import { ownRows } from './own-rows.ts'
import type { Grant } from './principal.ts'

/**
 * Grants as they were once kept, in the words of today: on files "own" is who made one and not who uploaded it, and whoever may see who
 * uploaded one may see whose it is. The migrations `own_is_who_made_it` and `owner_among_fields` say so of what is kept; this is for what
 * comes back out of the trail. What are no grants is given back as it is.
 */
export function grantsOfToday(kept: unknown): unknown {
  const read = grantsSchema.safeParse(kept)
  return read.success ? read.data.map((grant) => (grant.resource === 'file' ? fileGrantOfToday(grant) : grant)) : kept
}

function fileGrantOfToday(grant: Grant): Grant {
  const { where, fields } = grant
  return {
    ...grant,
    ...(where && { where: ruleOfToday(where) }),
    ...(fields && { fields: fieldsOfToday(fields) }),
  }
}

const fieldsOfToday = (fields: readonly string[]): readonly string[] =>
  fields.includes('uploadedBy') && !fields.includes('createdBy') ? [...fields, 'createdBy'] : fields

function ruleOfToday(rule: Filter): Filter {
  if ('and' in rule) return { and: rule.and.map(ruleOfToday) }
  if ('or' in rule) return { or: rule.or.map(ruleOfToday) }
  if ('not' in rule) return { not: ruleOfToday(rule.not) }
  const { field, op, value } = rule
  return field === 'uploadedBy' && op === 'eq' && value === '$principal.userId' ? ownRows : rule
}
