import type { Field, Resource } from '@groundwork/domain'

/** What every record has, and what is too long for a column. */
const unshown: ReadonlySet<string> = new Set([
  'organization',
  'version',
  'createdBy',
  'updatedBy',
  'createdAt',
  'updatedAt',
  'deletedAt',
])
const mostOwn = 5

/** The columns of a list nobody has thought about: the record's name, its natural key, what it is sorted and filtered by, and when it changed. */
export function columnsOf({ fields, lookups, key, title, tagged, scope }: Resource): readonly string[] {
  const own = Object.entries(fields)
    .filter(([name, field]) => name !== key && name !== title && !unshown.has(name) && isTelling(field))
    .map(([name]) => (lookups[`${name}Name`] ? `${name}Name` : name))
  return [
    title,
    ...(key === 'id' || key === title ? [] : [key]),
    ...own.slice(0, mostOwn),
    ...(tagged ? ['tags'] : []),
    ...(scope.kind === 'organization' && lookups.organizationName ? ['organizationName'] : []),
    ...(fields.updatedAt && own.length < mostOwn ? ['updatedAt'] : []),
  ]
}

const isTelling = ({ kind, filter, sort, reference, choices }: Field): boolean =>
  ((kind === 'boolean' || kind === 'date' || kind === 'decimal' || kind === 'integer' || choices) ?? reference)
    ? Boolean(filter ?? sort)
    : kind === 'text' && sort === true
