import { isBulkTarget } from '@groundwork/domain'
import type { Abilities, Governed } from '../session/abilities.ts'

/** What a job that changes many rows does to them, each by what the person may do to that one. */
const bulkRights = ['change', 'delete', 'restore'] as const

/** Whether this person may ask for a job about such rows: to bring them in, to have them as a file, to change many. */
export const mayAskAbout = ({ can }: Pick<Abilities, 'can'>, resource: Governed): boolean =>
  can('import', resource) ||
  can('export', resource) ||
  (isBulkTarget(resource) && bulkRights.some((action) => can(action, resource)))
