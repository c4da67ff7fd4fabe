import { lockDataJobLease, type WorkContext } from '@groundwork/db'
import {
  canDataJobBecome,
  DataJob,
  type DataJobRow,
  DomainError,
  dataJobOffers,
  dataJobStates,
  ImportSession,
  type ImportSessionRow,
} from '@groundwork/domain'
import { cancelDataJob, requireOwnRight, retryDataJob } from '../data-job/control-data-job.ts'
import { requireJobRight } from '../data-job/job-target.ts'
import { refuseBesideOthers } from '../data-job/refuse-crossing.ts'
import { elevated } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { insertSessionUndo, stepsToUndo } from './session-undo.ts'

type Control = (services: EngineServices, context: WorkContext, key: string) => Promise<ImportSessionRow>

/** Ends the job that a session is at; nothing comes after it, and what has landed stays. */
export const cancelImportSession: Control = (services, context, key) =>
  control(services, context, { key, verb: 'cancel' }, async (reach, { id }) => {
    const job = await stepWhere(services, reach, { session: id, verb: 'cancel' })
    await cancelDataJob(services, reach, job.id)
  })

/** Lets a session whose job failed go on from where that stood, with the rights of whoever made it. */
export const retryImportSession: Control = (services, context, key) =>
  control(services, context, { key, verb: 'retry' }, async (reach, { id }) => {
    const job = await stepWhere(services, reach, { session: id, verb: 'retry' })
    // It goes on with the rights of whoever made it: as with the job itself, that is not for everybody who reaches it.
    await services.database.look(reach, (work) => requireOwnRight(work, context, job))
    await retryDataJob(services, reach, job.id)
  })

/**
 * Takes all of it back, the last step first, by jobs of whoever asks for it: what somebody has changed since stays. The lease of that
 * step is held, and the session, as by whoever lets it go on.
 */
export const undoImportSession: Control = (services, context, key) =>
  control(services, context, { key, verb: 'undo' }, (reach, { id, organization }) =>
    services.database.withUnitOfWork(reach, async (work) => {
      const [seen] = await stepsToUndo(work, { id, organization })
      if (!seen) throw notOffered('undo')
      await lockDataJobLease(work, { organization, job: seen.id })
      await refuseBesideOthers(work, seen)
      const [last, ...others] = await stepsToUndo(work, { id, organization })
      if (last?.id !== seen.id) throw notOffered('undo')
      for (const job of [last, ...others]) requireJobRight(context, { ...job, jobType: 'undo' })
      await insertSessionUndo(work, { id, organization }, last)
    }),
  )

/** Who may is asked with the caller's rights; what then happens to its jobs is the system's. */
async function control(
  { database }: EngineServices,
  context: WorkContext,
  { key, verb }: { readonly key: string; readonly verb: 'cancel' | 'retry' | 'undo' },
  act: (reach: WorkContext, session: ImportSessionRow) => Promise<void>,
): Promise<ImportSessionRow> {
  const session = await database.reader(context).get(ImportSession, key, { action: verb })
  await act(elevated(context, 'do with an import session what somebody may do with it'), session)
  return database.reader(context).get(ImportSession, session.id)
}

interface Wanted {
  readonly session: string
  readonly verb: keyof typeof statesOf
}

/** The job of a session that this can be done with: there is one at most. @throws DomainError conflict (`not_offered`) */
async function stepWhere(
  { database }: EngineServices,
  reach: WorkContext,
  { session, verb }: Wanted,
): Promise<DataJobRow> {
  const filter = {
    and: [
      { field: 'importSession', op: 'eq', value: session },
      { field: 'status', op: 'in', value: statesOf[verb] },
    ],
  } as const
  const { rows } = await database.reader(reach).list(DataJob, { filter, orderBy: ['-createdAt'] })
  const job = rows.find(dataJobOffers[verb])
  if (job) return job
  throw notOffered(verb)
}

/** The states in which a job may offer it: asked for with the page, so that no other job takes its place there. */
const statesOf = {
  cancel: dataJobStates.filter((state) => canDataJobBecome(state, 'CANCELLED')),
  retry: ['FAILED'],
} as const

const notOffered = (verb: string) =>
  new DomainError('conflict', `This cannot be done with the session as it stands: ${verb}`, { reason: 'not_offered' })
