import type { DataJobRow } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { gw } from '../api/client.ts'
import section from '../lineage/lineage.module.css'
import { recordLink } from '../record/record-links.ts'
import { formatNumber } from '../ui/format.ts'
import plain from '../ui/plain-table.module.css'
import { Problem } from '../ui/problem.tsx'
import { words } from './words.ts'

const issuesAtOnce = 20

/** Of what the job counted by then: while it goes on there are more with each step. */
const issuesQuery = ({ id, status, failed, skipped }: DataJobRow) =>
  infiniteQueryOptions({
    queryKey: ['dataJob', 'issues', id, status, failed, skipped] as const,
    queryFn: ({ pageParam, signal }) => gw.dataJob.issues({ id, limit: issuesAtOnce, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Which rows of a file did not land and why; of an undo, which rows it left as they are. */
export function JobIssues({ job }: { job: DataJobRow }) {
  const isUndo = job.jobType === 'undo'
  // Rows of a file have cells; those that were there before are told by their key.
  const isOfFile = job.jobType === 'import'
  const isTold = job.failed > 0 || (isUndo && job.skipped > 0)
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...issuesQuery(job),
    enabled: isTold,
  })
  const issues = data?.pages.flatMap((page) => page.rows) ?? []
  if (!isTold || (data && !issues.length)) return null
  const title = isOfFile ? words.issues : words.left
  return (
    <section className={section.section} aria-label={title}>
      <h3 className={section.heading}>{title}</h3>
      {isPending && <Skeleton height={96} aria-label={words.issuesLoading} />}
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {issues.length > 0 && (
        <table className={plain.table}>
          <thead>
            <tr>
              <th scope="col">{words.rowNumber}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {issues.map(({ row, sheet, column, value, rule, message }) => (
              <tr key={`${sheet} ${row} ${column} ${rule}`}>
                <td className="tabular">{formatNumber(row)}</td>
                <td>
                  {message}
                  {isOfFile && column !== null && (
                    <span className={section.place}>{value ? words.of(column, value) : column}</span>
                  )}
                  {!isOfFile && value !== null && (
                    <span className={section.place}>
                      {column !== null && `${column} · `}
                      <Link {...recordLink(job.target, value)}>{words.openRow}</Link>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
    </section>
  )
}
