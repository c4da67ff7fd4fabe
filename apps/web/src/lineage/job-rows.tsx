import { type DataJobRow, isDataJobOver, isDryRun, type LineageRow } from '@groundwork/domain'
import { Button, Checkbox, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { recordLink } from '../record/record-links.ts'
import { Badge } from '../ui/badge.tsx'
import plain from '../ui/plain-table.module.css'
import { Problem } from '../ui/problem.tsx'
import styles from './lineage.module.css'
import { jobRowsQuery } from './lineage-queries.ts'
import { words } from './words.ts'

/** The rows that an import made or changed, in the order of its file, and which of them somebody has changed since. */
export function JobRows({ job }: { job: DataJobRow }) {
  const isTold =
    job.jobType === 'import' && isDataJobOver(job.status) && !isDryRun(job) && job.created + job.updated > 0
  return isTold && <Rows job={job} />
}

function Rows({ job }: { job: DataJobRow }) {
  const [isChangedSince, setIsChangedSince] = useState(false)
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    jobRowsQuery(job, isChangedSince),
  )
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className={styles.section} aria-label={words.rows}>
      <h3 className={styles.heading}>{words.rows}</h3>
      <Checkbox
        size="xs"
        label={words.onlyChanged}
        checked={isChangedSince}
        onChange={({ currentTarget }) => setIsChangedSince(currentTarget.checked)}
      />
      {isPending && <Skeleton height={96} aria-label={words.rowsLoading} />}
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {data && !rows.length && <p className={styles.aside}>{isChangedSince ? words.noneChanged : words.noneSeen}</p>}
      {rows.length > 0 && (
        <table className={plain.table}>
          <thead>
            <tr>
              <th scope="col">{words.record}</th>
              <th scope="col">{words.since}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.file} ${row.sheet} ${row.row}`} row={row} target={job.target} />
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  )
}

function Row({ row, target }: { row: LineageRow; target: string }) {
  const link = row.isDeleted ? null : recordLink(target, row.object)
  const name = row.title || words.unnamed
  return (
    <tr>
      <td>
        {link ? <Link {...link}>{name}</Link> : name}
        <span className={styles.place}>
          {words.row(row.row)}
          {row.sheet && `, ${words.sheet(row.sheet)}`} · {words[row.action]}
        </span>
      </td>
      <td>
        <Standing row={row} />
      </td>
    </tr>
  )
}

function Standing({ row: { isDeleted, isChangedSince } }: { row: LineageRow }) {
  if (isDeleted) return <Badge tone="warn">{words.deleted}</Badge>
  if (isChangedSince) return <Badge tone="warn">{words.changedSince}</Badge>
  return <span className={styles.aside}>{words.asItCame}</span>
}
