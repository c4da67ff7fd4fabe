import type { ImportSessionState } from '@groundwork/domain'
import { Link } from '@tanstack/react-router'
import { JobBadge } from '../data-job/job-badge.tsx'
import { JobProgress } from '../data-job/job-progress.tsx'
import value from '../resource/value.module.css'
import styles from './session.module.css'
import { type StepJobs, whyNoJob } from './step-jobs.ts'
import { words } from './words.ts'

interface StepListProps {
  readonly steps: readonly StepJobs[]
  /** How the session itself stands. */
  readonly status: ImportSessionState
}

/** What is brought in, one after the other, with how far each is. */
export function StepList({ steps, status }: StepListProps) {
  return (
    <section aria-label={words.steps}>
      <h3 className={styles.heading}>{words.steps}</h3>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.target} className={styles.step} aria-label={words.step[step.target]}>
            <Step step={step} without={words.noJob[whyNoJob(steps, status)]} />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface StepProps {
  readonly step: StepJobs
  /** What is said where it has no job. */
  readonly without: string
}

function Step({ step: { target, part, job, undo }, without }: StepProps) {
  const name = (
    <span>
      {words.step[target]} <span className={styles.soft}>{words.stepFrom[part]}</span>
    </span>
  )
  if (!job) {
    return (
      <>
        {name}
        <span className={styles.soft}>{without}</span>
      </>
    )
  }
  const isTakenBack = job.status === 'UNDONE'
  return (
    <>
      <span className={styles.stepHead}>
        <Link to="/data-jobs" search={{ open: job.id }} className={value.open ?? ''}>
          {name}
        </Link>
        <JobBadge status={job.status} />
      </span>
      <JobProgress job={job} />
      {undo && !isTakenBack && (
        <span className={styles.stepHead}>
          <Link to="/data-jobs" search={{ open: undo.id }} className={value.open ?? ''}>
            {words.taking[undo.status]}
          </Link>
          <JobBadge status={undo.status} />
        </span>
      )}
    </>
  )
}
