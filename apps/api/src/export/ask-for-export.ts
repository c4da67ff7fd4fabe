import type { WorkContext } from '@groundwork/db'
import type { Principal, Resource } from '@groundwork/domain'
import { exportList } from '@groundwork/services'
import { readAppliedQuery } from '../list-query.ts'
import type { ApiServices } from '../services.ts'
import type { ExportInput } from './export-input.ts'

interface Asking {
  readonly services: ApiServices
  readonly work: WorkContext
  readonly principal: Principal
}

/** The same for both doors: the filter and the order, and those of a saved view with them, as a list reads them. */
export async function askForExport(
  asking: Asking,
  resource: Resource,
  { organization, filter, applyFilter, orderBy, ...rest }: ExportInput,
  spelling: 'camel' | 'rest',
): Promise<{ readonly jobId: string }> {
  const query = await readAppliedQuery(resource, asking, { filter, applyFilter }, { spelling })
  // A view's order holds where none is asked for, as in the list.
  const ordering = orderBy ?? query.orderBy
  const request = {
    ...rest,
    organization,
    ...(query.filter && { filter: JSON.parse(JSON.stringify(query.filter)) }),
    ...(ordering && { ordering: [...ordering] }),
  }
  return exportList(asking.services, asking.work, { target: resource, request })
}
