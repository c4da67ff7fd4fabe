import type { DataJobRow } from '@groundwork/domain'
import { Link } from '@tanstack/react-router'
import { type Column, compactBelow } from '../grid/column.ts'
import value from '../resource/value.module.css'
import { When } from '../ui/when.tsx'
import { countsInWords } from './counts-in-words.ts'
import styles from './job.module.css'
import { JobBadge } from './job-badge.tsx'
import { JobFileNames } from './job-file-names.tsx'
import { JobProgress } from './job-progress.tsx'
import { jobInWords, words } from './words.ts'

export const jobColumns: readonly Column<DataJobRow>[] = [
  {
    key: 'job',
    label: words.job,
    width: 'minmax(136px, 2fr)',
    from: compactBelow,
    render: (job) => <JobLink job={job} />,
  },
  { key: 'compact', label: words.job, width: 'minmax(160px, 1fr)', below: compactBelow, render: compactJob },
  {
    key: 'status',
    label: words.status,
    width: '128px',
    from: compactBelow,
    render: ({ status }) => <JobBadge status={status} />,
  },
  {
    key: 'progress',
    label: words.result,
    width: 'minmax(136px, 2fr)',
    from: compactBelow,
    render: (job) => <JobProgress job={job} />,
  },
  {
    key: 'file',
    label: words.file,
    width: 'minmax(120px, 1.5fr)',
    from: 760,
    render: (job) => <JobFileNames job={job} />,
  },
  {
    key: 'who',
    label: words.who,
    width: 'minmax(96px, 1fr)',
    from: 640,
    render: ({ createdByUsername }) => createdByUsername ?? '–',
  },
  {
    key: 'when',
    label: words.when,
    width: '112px',
    from: compactBelow,
    render: ({ createdAt }) => <When at={createdAt} />,
  },
]

/** Which file it is about tells jobs apart, also where there is room for little else. */
function compactJob(job: DataJobRow) {
  const { status, progress, inputFiles, outputFile, createdAt } = job
  const hasFile = Object.keys(inputFiles).length > 0 || outputFile !== null
  return (
    <span className={styles.compact}>
      <span className={styles.line}>
        <JobLink job={job} />
        <span className={styles.soft}>
          <When at={createdAt} />
        </span>
      </span>
      <span className={styles.line}>
        <JobBadge status={status} />
        {status === 'RUNNING' && <span className={`${styles.soft} tabular`}>{words.percent(progress)}</span>}
        {hasFile ? <JobFileNames job={job} /> : <span className={styles.counts}>{countsInWords(job)}</span>}
      </span>
    </span>
  )
}

function JobLink({ job: { id, jobType, target } }: { job: DataJobRow }) {
  return (
    <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={value.open}>
      {jobInWords(jobType, target)}
    </Link>
  )
}
