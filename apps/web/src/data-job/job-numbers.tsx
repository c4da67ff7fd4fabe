import { type DataJobCounts, dataJobCounters, type JobType } from '@groundwork/domain'
import { formatNumber } from '../ui/format.ts'
import { countNames } from './counts-in-words.ts'
import styles from './job.module.css'
import { words } from './words.ts'

/** What a job, or a session of jobs, has counted: only what there was at all. */
export function JobNumbers({ counts, jobType }: { counts: DataJobCounts; jobType?: JobType }) {
  const names = countNames(jobType)
  const counted = dataJobCounters.filter((name) => counts[name] > 0)
  if (!counted.length) return null
  return (
    <dl className={styles.numbers} aria-label={words.rows}>
      {counted.map((name) => (
        <div key={name} className={styles.number} data-bad={name === 'failed' || undefined}>
          <dt>{names[name]}</dt>
          <dd className="tabular">{formatNumber(counts[name])}</dd>
        </div>
      ))}
    </dl>
  )
}
