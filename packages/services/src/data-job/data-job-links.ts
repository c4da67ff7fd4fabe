import type { WorkContext } from '@groundwork/db'
import { DataJob, type DataJobRow, isDataJobOver, isDomainError } from '@groundwork/domain'
import { signDownload } from '../file/index.ts'
import { elevated, isUnlimited, principalOf } from '../identity/acting.ts'
import type { DataJobServices } from './data-job-runner.ts'
import { isBeyondKey } from './is-beyond-key.ts'
import { requireJobRight } from './job-target.ts'

/** Where a job's files can be fetched, for a few minutes. Null for what there is not, or not for this caller. */
export interface DataJobLinks {
  readonly outputFileUrl: string | null
  readonly errorFileUrl: string | null
  readonly logFileUrl: string | null
}

/** Links to what a job has made (seed 001, `output_file_url`), made anew each time they are asked for. */
export async function dataJobLinks(
  services: DataJobServices,
  context: WorkContext,
  key: string,
): Promise<DataJobLinks> {
  return linksOf(services, context, await services.database.reader(context).get(DataJob, key))
}

/** The same for a row that the caller may see. */
export async function linksOf(services: DataJobServices, context: WorkContext, job: DataJobRow): Promise<DataJobLinks> {
  const link = (file: string | null) =>
    file !== null && isDataJobOver(job.status) ? linkTo(services, context, { job, file }) : null
  const [outputFileUrl, errorFileUrl, logFileUrl] = await Promise.all([
    link(job.outputFile),
    link(job.errorFile),
    link(job.logFile),
  ])
  return { outputFileUrl, errorFileUrl, logFileUrl }
}

interface Made {
  readonly job: DataJobRow
  readonly file: string
}

/**
 * What people have asked for is theirs to fetch, as long as they might still ask for it. Anybody else goes by what they are let
 * see of the file: it holds what was open to the asker. One that is still being scanned has no link yet.
 */
async function linkTo(services: DataJobServices, context: WorkContext, { job, file }: Made): Promise<string | null> {
  try {
    const asker = elevated(context, 'hand out what a data job has made to whoever asked for it')
    const isOwn =
      !isUnlimited(context) &&
      principalOf(context).userId === job.createdBy &&
      !(await services.database.look(asker, (work) => isBeyondKey(work, context, job)))
    if (isOwn) requireJobRight(context, job)
    const reach = isOwn ? asker : context
    return (await signDownload(services, reach, { file, details: { dataJob: job.id } })).url
  } catch (error) {
    if (isDomainError(error) && error.code !== 'unavailable') return null
    throw error
  }
}
