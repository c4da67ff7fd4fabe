import {
  type DataJobRow,
  type ImportSessionRow,
  type ImportSessionState,
  type SessionPart,
  type SessionStep,
  stepsOfSession,
} from '@groundwork/domain'

export interface StepJobs extends Pick<SessionStep, 'target'> {
  readonly part: SessionPart
  /** What does it; none until the step before it has ended. */
  readonly job: DataJobRow | undefined
  /** What takes it back. */
  readonly undo: DataJobRow | undefined
}

type Given = Pick<ImportSessionRow, 'country' | 'statFile' | 'recapFile'>

/** The steps of a session, each with the newest job that works on it, and the newest that takes it back. */
export function stepJobs(session: Given, jobs: readonly DataJobRow[]): readonly StepJobs[] {
  const newestFirst = jobs.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
  const newest = (jobType: DataJobRow['jobType'], target: string) =>
    newestFirst.find((job) => job.jobType === jobType && job.target === target)
  return stepsOfSession(session).map(({ target, file }) => ({
    target,
    part: file === session.statFile ? 'stat' : 'recap',
    job: newest('import', target),
    undo: newest('undo', target),
  }))
}

/** Why a step has no job: before its turn, for good, or since it is not there any more, or not the reader's to see. */
export function whyNoJob(
  steps: readonly Pick<StepJobs, 'job'>[],
  status: ImportSessionState,
): 'waits' | 'failed' | 'ended' | 'hidden' {
  if (status === 'PENDING' || status === 'RUNNING') return 'waits'
  const begun = steps.flatMap(({ job }) => job ?? [])
  if (status === 'DONE' || !begun.length) return 'hidden'
  return begun.some((job) => job.status === 'FAILED') ? 'failed' : 'ended'
}
