import { listCustomFields, type WorkContext } from '@groundwork/db'
import type { ExportParameters, Resource } from '@groundwork/domain'
import { createDataJob } from '../data-job/create-data-job.ts'
import { requireJobRight } from '../data-job/job-target.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { readExportParameters } from './read-export-parameters.ts'

export interface ExportRequest extends ExportParameters {
  /** Whose rows are taken out, and where the file will be. */
  readonly organization: string
}

/**
 * Asks for a list as a file. A job writes it, for nobody waits for a million rows; what is wrong with the question is told at once, by the
 * paths that it was asked with.
 */
export async function exportList(
  services: EngineServices,
  context: WorkContext,
  { target, request }: { readonly target: Resource; readonly request: ExportRequest },
): Promise<{ readonly jobId: string }> {
  const { organization, ...given } = request
  requireJobRight(context, { organization, jobType: 'export', target: target.name })
  const customFields = await services.database.look(context, (work) => listCustomFields(work, target, organization))
  const asked = JSON.parse(JSON.stringify(given))
  const parameters = readExportParameters(context, { target, organization, customFields }, asked)
  const job = { organization, jobType: 'export', target: target.name, parameters } as const
  const { id: jobId } = await createDataJob(services, context, job)
  return { jobId }
}
