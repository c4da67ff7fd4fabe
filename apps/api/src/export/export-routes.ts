import { DataJob, type Resource } from '@groundwork/domain'
import { z } from 'zod'
import { presentPlain } from '../rest/present.ts'
import { readCreate } from '../rest/resource-routes.ts'
import type { PrivateRoute } from '../rest/route.ts'
import { askForExport } from './ask-for-export.ts'
import { exportBody } from './export-input.ts'

const answer = z.object({ jobId: z.uuid() })

/** `POST /products/export` (seed 001, Export): 202 with the data job that writes the file. */
export const exportRoutes = (resource: Resource): PrivateRoute[] => [
  {
    method: 'POST',
    path: `/${resource.plural}/export`,
    tag: resource.plural,
    summary: `Take ${resource.plural} out as CSV, XLSX or PDF; a data job is answered`,
    describe: { body: exportBody, answer, status: 202 },
    access: 'signed-in',
    run: async (call) => {
      // A job belongs to an organization, and so does what it takes out.
      const { ordering: orderBy, ...input } = readCreate(DataJob, exportBody, call)
      return { status: 202, json: presentPlain(await askForExport(call, resource, { ...input, orderBy }, 'rest')) }
    },
  },
]
