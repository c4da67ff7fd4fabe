import type { WorkContext } from '@groundwork/db'
import {
  bulkParameters,
  DomainError,
  invalidField,
  type JsonObject,
  parseFilter,
  type Resource,
  readableBy,
} from '@groundwork/domain'
import { insertDataJob } from '../data-job/create-data-job.ts'
import { requireJobRight } from '../data-job/job-target.ts'
import { elevated, isUnlimited, principalOf } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'

export interface BulkRequest {
  /** Whose rows are meant. */
  readonly organization: string
  /** What `bulkParameters` takes. */
  readonly parameters: JsonObject
}

/**
 * Asks for one thing to be done to every row of a list. A job does it, for nobody waits for a hundred thousand rows; what is wrong with
 * the question is told at once.
 */
export async function askForBulk(
  { database }: EngineServices,
  context: WorkContext,
  {
    target,
    request: { organization, parameters: given },
  }: { readonly target: Resource; readonly request: BulkRequest },
): Promise<{ readonly jobId: string }> {
  const parameters = readBulkParameters(context, target, given)
  const job = { organization, jobType: 'bulk', target: target.name, inputFiles: {}, parameters } as const
  requireJobRight(context, job)
  const { id: jobId } = await database.withUnitOfWork(
    elevated(context, 'make the change of many rows that somebody asks for'),
    (work) => insertDataJob(work, job),
  )
  return { jobId }
}

/** The parameters as a job keeps them: names of fields in the engine's spelling, the filter in the language's own. */
function readBulkParameters(context: WorkContext, target: Resource, given: JsonObject): JsonObject {
  const parameters = bulkParameters.parse(given)
  const { filter, action } = parameters
  if (action === 'tag') {
    if (!target.tagged) throw new DomainError('invalid', `A ${target.label} has no tags`)
    const { addTags = [], removeTags = [] } = parameters
    if (!addTags.length && !removeTags.length) throw invalidField('addTags', 'Name at least one tag')
  }
  if (action === 'restore' && !target.softDelete)
    throw new DomainError('invalid', `A deleted ${target.label} cannot be restored`)
  if (action === 'update' && !Object.keys(parameters.values).length)
    throw invalidField('values', 'Name at least one field')
  const readable = isUnlimited(context) ? {} : { readable: readableBy(principalOf(context)) }
  const read = {
    ...parameters,
    ...(filter !== undefined && {
      filter: parseFilter(filter, target, { spelling: 'rest', mustAsk: true, ...readable }),
    }),
  }
  return JSON.parse(JSON.stringify(read))
}
