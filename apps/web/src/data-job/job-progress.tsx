import type { DataJobRow } from '@groundwork/domain'
import { countsInWords } from './counts-in-words.ts'
import styles from './job.module.css'
import { words } from './words.ts'

/** How far a job is that is under way, or what it has counted: `1,204 new, 3 failed`. */
export function JobProgress({ job }: { job: DataJobRow }) {
  if (job.status === 'RUNNING') return <ProgressBar progress={job.progress} />
  return <span className={styles.counts}>{countsInWords(job) || '–'}</span>
}

export function ProgressBar({ progress }: { progress: number }) {
  return (
    <span className={styles.progress}>
      <span
        className={styles.track}
        role="progressbar"
        aria-label={words.progress}
        aria-valuenow={progress}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span className={styles.bar} style={{ inlineSize: `${progress}%` }} />
      </span>
      <span className="tabular">{words.percent(progress)}</span>
    </span>
  )
}
