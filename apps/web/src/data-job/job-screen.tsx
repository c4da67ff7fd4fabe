import type { DataJobRow } from '@groundwork/domain'
import { IconListCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { rowsQuery } from '../api/rows.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { NothingMatches } from '../ui/nothing-matches.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { jobColumns } from './job-columns.tsx'
import { JobFilters } from './job-filters.tsx'
import { JobMenu } from './job-menu.tsx'
import { JobPane } from './job-pane.tsx'
import { isNarrowed, type JobSearch, jobFilter, noJobFilters } from './job-search.ts'
import { useJobQuestion } from './use-job-question.tsx'
import { jobInWords, words } from './words.ts'

const keyOf = ({ id }: DataJobRow) => id

/** Imports, exports and what takes them back: the newest first, with how far each is at this moment. */
export function JobScreen() {
  const search = useSearch({ strict: false }) as JobSearch
  const organization = useCurrentOrganization()
  const navigate = useNavigate()
  const change = (next: Partial<JobSearch>, isStep = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep })

  const filter = jobFilter(search)
  const query = useInfiniteQuery(
    rowsQuery('dataJob', { orderBy: ['-createdAt'], ...(filter && { filter }), ...withinOrganization(organization) }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const grid = useGrid<DataJobRow>({ rows, keyOf, onOpen: ({ id }) => change({ open: id }, true) })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const { act, question } = useJobQuestion()

  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{words.title}</h1>
        </div>
        <div className={styles.toolRow}>
          <JobFilters search={search} onChange={change} />
        </div>
        {query.isPending && <SkeletonRows label={words.loading} />}
        {query.error && !rows.length && <Problem error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && !rows.length && <NoJobs search={search} onClear={() => change(noJobFilters)} />}
        {rows.length > 0 && (
          <DataGrid
            label={words.title}
            grid={grid}
            columns={jobColumns}
            nameOf={({ jobType, target }) => jobInWords(jobType, target)}
            sort="-createdAt"
            onSort={() => undefined}
            total={query.data?.pages[0]?.count}
            isSelectable={false}
            renderActions={(job) => <JobMenu job={job} onAct={act} />}
            isStale={query.isPlaceholderData}
            isLoadingMore={isFetchingNextPage}
            onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        )}
      </div>
      {question}
      {search.open && <JobPane key={search.open} id={search.open} onClose={() => change({ open: undefined })} />}
    </div>
  )
}

function NoJobs({ search, onClear }: { search: JobSearch; onClear: () => void }) {
  if (!isNarrowed(search)) return <EmptyState icon={IconListCheck} title={words.emptyTitle} hint={words.emptyHint} />
  return <NothingMatches title={words.noMatchTitle} hint={words.noMatchHint} onClear={onClear} />
}
