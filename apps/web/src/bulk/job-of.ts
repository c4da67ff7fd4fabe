import { isBulkTarget } from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import type { NamedResource } from '../resource/record-types.ts'
import type { Chosen } from './chosen.ts'

/** More than so many are done by a job: it goes on when the page is closed, and row by row nobody would wait for it. */
const mostByHand = 300

export interface JobChoice extends Pick<RowsInput, 'filter' | 'applyFilter' | 'search'> {
  readonly organization: string
}

/**
 * The list that a job is to go through; null where what is chosen is done from here: few rows, rows of several organizations, or rows of
 * which no job changes many.
 */
export function jobOf(resource: NamedResource, chosen: Chosen): JobChoice | null {
  if (chosen.is === 'rows' || !isBulkTarget(resource)) return null
  if (chosen.count <= mostByHand && chosen.isCountExact) return null
  const { organizations = [], orderBy: _order, trash: _trash, ...list } = chosen.input
  const [organization, ...others] = organizations
  return organization === undefined || others.length ? null : { ...list, organization }
}
