import { DataJob, type Defined, type ResourceSpec } from '@groundwork/domain'
import { z } from 'zod'
import { presentPlain } from '../rest/present.ts'
import { readCreate } from '../rest/resource-routes.ts'
import type { PrivateRoute } from '../rest/route.ts'
import { askForBulkJob } from './ask-for-bulk-job.ts'
import { bulkJobInput } from './bulk-job-input.ts'

const answer = z.object({ jobId: z.uuid() })

/** `POST /products/bulk-job`: 202 with the data job that does it. `/bulk` takes rows by their ids, and all of them or none. */
export const bulkJobRoutes = <S extends ResourceSpec>(resource: Defined<S>): PrivateRoute[] => {
  const body = bulkJobInput(resource)
  return [
    {
      method: 'POST',
      path: `/${resource.plural}/bulk-job`,
      tag: resource.plural,
      summary: `Change, tag, delete or restore all ${resource.plural} that a filter finds; a data job is answered`,
      describe: { body, answer, status: 202 },
      access: 'signed-in',
      // A job belongs to an organization, and so do the rows that it changes.
      run: async (call) => ({
        status: 202,
        json: presentPlain(await askForBulkJob(call, resource, readCreate(DataJob, body, call), 'rest')),
      }),
    },
  ]
}
