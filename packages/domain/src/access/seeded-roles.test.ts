import { expect, it } from 'vitest'
import { parseFilter } from '../filter/parse-filter.ts'
import { resourceNamed } from '../registry.ts'
import { seededRoles } from './seeded-roles.ts'

const rules = seededRoles.flatMap(({ slug, grants }) =>
  grants.flatMap(({ resource, action, where }) => (where ? [{ slug, resource, action, where }] : [])),
)

it.each(rules)(
  "the $slug's rule on $resource $action is one that an administrator could save",
  ({ resource, where }) => {
    expect(parseFilter(where, resourceNamed(resource), { readable: 'all', isRule: true })).toEqual(where)
  },
)
