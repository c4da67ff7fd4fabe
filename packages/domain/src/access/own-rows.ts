import type { Filter } from '../filter/filter.ts'

/**
 * Rows that are the caller's own: those that they made. Of files as well, where what came through a link is its maker's: whoever
 * uploaded one is told with it and owns nothing by that (docs/decisions/055).
 */
export const ownRows: Filter = { field: 'createdBy', op: 'eq', value: '$principal.userId' }
