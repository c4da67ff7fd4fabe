import type { WorkContext } from '@groundwork/db'
import type { Principal, Resource } from '@groundwork/domain'
import { askForBulk } from '@groundwork/services'
import { readAppliedQuery } from '../list-query.ts'
import type { ApiServices } from '../services.ts'
import type { BulkJobInput } from './bulk-job-input.ts'

interface Asking {
  readonly services: ApiServices
  readonly work: WorkContext
  readonly principal: Principal
}

/** The same for both doors: the filter, and that of a saved view with it, as a list reads them. */
export async function askForBulkJob(
  asking: Asking,
  resource: Resource,
  { organization, filter: given, applyFilter, ...asked }: BulkJobInput,
  spelling: 'camel' | 'rest',
): Promise<{ readonly jobId: string }> {
  // Beside a saved view as well: nothing of its rows must not become all of them.
  const reading = { spelling, mustAsk: true } as const
  const { filter } = await readAppliedQuery(resource, asking, { filter: given, applyFilter }, reading)
  const parameters = JSON.parse(JSON.stringify({ ...asked, filter }))
  return askForBulk(asking.services, asking.work, { target: resource, request: { organization, parameters } })
}
