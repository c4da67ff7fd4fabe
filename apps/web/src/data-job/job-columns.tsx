import type { DataJobRow } from '@groundwork/domain'
import { Link } from '@tanstack/react-router'
import type { Column } from '../grid/column.ts'
import value from '../resource/value.module.css'
import { When } from '../ui/when.tsx'
import { JobBadge } from './job-badge.tsx'
import { JobFileNames } from './job-file-names.tsx'
import { JobProgress } from './job-progress.tsx'
import { jobInWords, words } from './words.ts'

export const jobColumns: readonly Column<DataJobRow>[] = [
  {
    key: 'job',
    label: words.job,
    width: 'minmax(136px, 2fr)',
    render: ({ id, jobType, target }) => (
      <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={value.open}>
        {jobInWords(jobType, target)}
      </Link>
    ),
  },
  {
    key: 'status',
    label: words.status,
    width: '128px',
    render: ({ status }) => <JobBadge status={status} />,
  },
  {
    key: 'progress',
    label: words.result,
    width: 'minmax(136px, 2fr)',
    from: 440,
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
  { key: 'when', label: words.when, width: '112px', from: 480, render: ({ createdAt }) => <When at={createdAt} /> },
]
