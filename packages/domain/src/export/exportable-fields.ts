import { openInBoth, openSomewhere } from '../access/open-somewhere.ts'
import type { Principal } from '../access/principal.ts'
import { scopeFor } from '../access/scope.ts'
import type { ReadableFields } from '../filter/readable-paths.ts'
import type { Resource } from '../resource/define-resource.ts'

/**
 * The fields that a principal may take out of at least some rows: open to view and open to export. A row in which one of them is closed
 * has nothing in its place.
 */
export const exportableFields = (principal: Principal, resource: Resource): ReadableFields =>
  openInBoth(
    openSomewhere(scopeFor(principal, 'view', resource), resource),
    openSomewhere(scopeFor(principal, 'export', resource), resource),
  )
