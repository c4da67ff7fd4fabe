import { openInBoth, openSomewhere } from '../access/open-somewhere.ts'
import type { Principal } from '../access/principal.ts'
import { scopeFor } from '../access/scope.ts'
import type { ReadableFields } from '../filter/readable-paths.ts'
import type { Resource } from '../resource/define-resource.ts'

/**
 * The fields that a principal may bring into at least some rows of an organization: open to import, and to add or to change. Which row takes
 * which of them is judged row by row, when it lands.
 */
export function importableFields(principal: Principal, resource: Resource, organization: string): ReadableFields {
  const [brought, added, changed] = (['import', 'add', 'change'] as const).map((action) =>
    openSomewhere(scopeFor(principal, action, resource), resource, organization),
  )
  return openInBoth(brought ?? 'all', inEither(added ?? 'all', changed ?? 'all'))
}

const inEither = (one: ReadableFields, other: ReadableFields): ReadableFields =>
  one === 'all' || other === 'all' ? 'all' : new Set([...one, ...other])
