import { insertDataJobLease, listCustomFields, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { DataJob, type DataJobRow, type JsonObject, type NewDataJob, type Resource } from '@groundwork/domain'
import { elevated } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { requireInputFiles } from './job-input-files.ts'
import { jobTarget, requireJobRight } from './job-target.ts'
import { offerDataJob } from './offer-data-job.ts'
import { readJobParameters } from './read-job-parameters.ts'

/**
 * Asks for an import or an export. What it may touch is judged by the rights on its target, row by row, when it runs; that there
 * is such a right at all, and that what was asked makes sense, is judged here.
 */
export async function createDataJob(
  services: EngineServices,
  context: WorkContext,
  asked: NewDataJob,
): Promise<DataJobRow> {
  const { organization, jobType, inputFiles = {} } = asked
  const parameters = await judge(services, context, asked)
  return services.database.withUnitOfWork(elevated(context, 'make the data job that somebody asks for'), (work) =>
    insertDataJob(work, { organization, jobType, target: asked.target, inputFiles, parameters }),
  )
}

/** The parameters as they are kept. @throws DomainError for what cannot be done, or not by this caller */
function judge({ database }: EngineServices, context: WorkContext, asked: NewDataJob): Promise<JsonObject> {
  const target = jobTarget(asked.jobType, asked.target)
  requireJobRight(context, asked)
  return database.look(context, async (work) => {
    await requireInputFiles(work, asked)
    return readParameters(work, asked, target)
  })
}

/** Refuses what would be refused anyway, before the bytes that it is to read are taken. */
export async function refuseDataJob(
  { database }: EngineServices,
  context: WorkContext,
  asked: NewDataJob,
): Promise<void> {
  const target = jobTarget(asked.jobType, asked.target)
  requireJobRight(context, asked)
  await database.look(context, (work) => readParameters(work, asked, target))
}

type Values = Pick<DataJobRow, 'organization' | 'jobType' | 'target' | 'inputFiles' | 'parameters'> & {
  readonly undoOf?: string
  readonly importSession?: string
  /** What the bytes are that it reads, where that is settled before it starts. */
  readonly resultLog?: JsonObject
}

/** A job with all that belongs to it: its lease, and the news of it. */
export async function insertDataJob(work: UnitOfWork, values: Values): Promise<DataJobRow> {
  const { actor } = work.context
  const asker = actor.kind === 'system' ? actor.onBehalfOf : actor
  const row = await work.insert(DataJob, values)
  const key = { organization: row.organization, job: row.id }
  await insertDataJobLease(work, { ...key, apiKey: asker?.apiKeyId ?? null })
  offerDataJob(work, key)
  return row
}

async function readParameters(
  work: UnitOfWork,
  { organization, jobType, parameters = {} }: NewDataJob,
  target: Resource,
): Promise<JsonObject> {
  // What there is to name, whether or not the caller may look at its definition: the run asks no more.
  const customFields = await listCustomFields(work, target, organization)
  return readJobParameters[jobType](parameters, {
    target,
    organization,
    context: work.context,
    customFields,
  })
}
