import { dataJobOffers, type ImportSessionRow } from '@groundwork/domain'
import { Alert, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobsBeside } from '../data-job/use-jobs-beside.ts'
import facts from '../file/details-pane.module.css'
import type { AnyRow } from '../resource/record-types.ts'
import { Badge } from '../ui/badge.tsx'
import { formatExact } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import styles from './session.module.css'
import { SessionActions } from './session-actions.tsx'
import { SessionBadge } from './session-badge.tsx'
import { SessionFiles } from './session-files.tsx'
import { stepJobs } from './step-jobs.ts'
import { StepList } from './step-list.tsx'
import { words } from './words.ts'

/** A session, whole: how it stands, what its jobs have done until now, and its files. Everything in it changes while it goes on. */
export function SessionView({ row }: { row: AnyRow }) {
  const session = row as unknown as ImportSessionRow
  const { id, status, statusReason, startedAt, completedAt, createdAt, counts } = session
  const { jobs, isKnown, error, refetch } = useJobsBeside({ session: id })
  const isTakenBack = jobs.some((job) => job.status === 'UNDONE') && !jobs.some(dataJobOffers.undo)
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <SessionBadge status={status} />
        {isTakenBack && <Badge tone="warn">{words.takenBack}</Badge>}
        {isKnown && <SessionActions session={session} jobs={jobs} />}
      </div>
      {status === 'ERROR' && statusReason && !isTakenBack && (
        <Alert color="red" variant="light" p="sm" title={words.problem} icon={<IconAlertTriangle size={16} />}>
          {statusReason}
        </Alert>
      )}
      <JobNumbers counts={counts} />
      {isKnown && <StepList steps={stepJobs(session, jobs)} status={status} />}
      {!isKnown && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <Skeleton height={160} />)}
      <SessionFiles session={session} />
      <section aria-label={words.about}>
        <h3 className={styles.heading}>{words.about}</h3>
        <dl className={facts.facts}>
          <Fact label={words.country}>{named(row.countryName) ?? session.country}</Fact>
          <Fact label={words.organization}>{named(row.organizationName)}</Fact>
          <Fact label={words.who}>{named(row.createdByUsername)}</Fact>
          <Fact label={words.created}>{formatExact(createdAt)}</Fact>
          <Fact label={words.started}>{startedAt && formatExact(startedAt)}</Fact>
          <Fact label={words.completed}>{completedAt && formatExact(completedAt)}</Fact>
        </dl>
      </section>
    </div>
  )
}

/** What the row itself says of another; nothing where the reader may not know. */
const named = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
