import { toGroundworkError } from '@groundwork/client'
import { type DataJobRow, isDryRun } from '@groundwork/domain'
import { Alert, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconShieldOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { rowQuery } from '../api/rows.ts'
import facts from '../file/details-pane.module.css'
import { ImportLink } from '../import/import-link.tsx'
import { JobRows } from '../lineage/job-rows.tsx'
import { Badge } from '../ui/badge.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatExact } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import styles from './job.module.css'
import { JobActions } from './job-actions.tsx'
import { JobBadge } from './job-badge.tsx'
import { JobInput } from './job-input.tsx'
import { JobIssues } from './job-issues.tsx'
import { JobNumbers } from './job-numbers.tsx'
import { ProgressBar } from './job-progress.tsx'
import { keptUntil } from './kept-until.ts'
import { problemOf } from './problem-of.ts'
import { jobInWords, words } from './words.ts'

/** One job, whole: how it stands, what it counted and told, and what can be done with it. */
export function JobPane({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(rowQuery('dataJob', id))
  const isGone = error && toGroundworkError(error).code === 'not_found'
  return (
    <SidePane label={words.job} title={data ? jobInWords(data.jobType, data.target) : words.job} onClose={onClose}>
      {data && <Job job={data} />}
      {!data && !error && <Skeleton height={240} />}
      {isGone && <EmptyState icon={IconShieldOff} title={words.goneTitle} hint={words.goneHint} />}
      {error && !isGone && !data && <Problem error={error} onRetry={() => void refetch()} />}
    </SidePane>
  )
}

function Job({ job }: { job: DataJobRow }) {
  const { status, progress, resultLog, undoOf, undoneBy } = job
  const told = Object.entries(resultLog).filter(([name]) => name !== 'problem')
  return (
    <>
      <div className={styles.head}>
        <div className={styles.actions}>
          <JobBadge status={status} />
          {isDryRun(job) && <Badge tone="plain">{words.dryRun}</Badge>}
        </div>
        {status === 'RUNNING' && <ProgressBar progress={progress} />}
        <ImportLink job={job} />
      </div>
      <Why job={job} />
      <JobActions job={job} />
      <JobNumbers counts={job.counts} jobType={job.jobType} />
      <dl className={facts.facts}>
        <Fact label={words.who}>{job.createdByUsername}</Fact>
        <Fact label={words.organization}>{job.organizationName}</Fact>
        <Fact label={words.when}>{formatExact(job.createdAt)}</Fact>
        <Fact label={words.source}>{Object.keys(job.inputFiles).length > 0 && <JobInput job={job} />}</Fact>
        <Fact label={words.started}>{job.startedAt && formatExact(job.startedAt)}</Fact>
        <Fact label={words.finished}>{job.finishedAt && formatExact(job.finishedAt)}</Fact>
        <Fact label={words.kept}>{keptUntil(job)}</Fact>
        <Fact label={words.undoOf}>{undoOf && <OtherJob id={undoOf} />}</Fact>
        <Fact label={words.undoneBy}>{undoneBy && <OtherJob id={undoneBy} />}</Fact>
      </dl>
      <JobIssues job={job} />
      <JobRows job={job} />
      {told.length > 0 && (
        <details>
          <summary>{words.log}</summary>
          <pre className={styles.log}>{JSON.stringify(Object.fromEntries(told), null, 2)}</pre>
        </details>
      )}
    </>
  )
}

function Why({ job }: { job: DataJobRow }) {
  const problem = problemOf(job)
  if (problem === undefined) return null
  return (
    <Alert color="red" variant="light" p="sm" title={words.problem} icon={<IconAlertTriangle size={16} />}>
      {problem}
    </Alert>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

const OtherJob = ({ id }: { id: string }) => (
  <span className={styles.links}>
    <Link to="." search={(before) => ({ ...before, open: id })}>
      {words.another}
    </Link>
  </span>
)
