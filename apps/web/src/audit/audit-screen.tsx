import { AuditEntry } from '@groundwork/domain'
import { IconHistory, IconLock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { rowsQuery } from '../api/rows.ts'
import type { Column } from '../grid/column.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { ReferenceName } from '../resource/reference-name.tsx'
import value from '../resource/value.module.css'
import { useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { NothingMatches } from '../ui/nothing-matches.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { When } from '../ui/when.tsx'
import { ActionBadge } from './action-badge.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { type AuditSearch, auditFilter, isNarrowed, noAuditFilters } from './audit-search.ts'
import { type AuditRow, EntryPane } from './entry-pane.tsx'
import { resourceInWords, words } from './words.ts'

/** Who did what to which record, newest first. Read only, for everybody. */
export function AuditScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', AuditEntry, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Trail organization={organization} />
}

const keyOf = ({ id }: AuditRow) => id

function Trail({ organization }: { organization: string | undefined }) {
  const search = useSearch({ strict: false }) as AuditSearch
  const navigate = useNavigate()
  const change = (next: Partial<AuditSearch>, isStep = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep })

  const filter = auditFilter(search, new Date())
  const query = useInfiniteQuery(
    rowsQuery('auditEntry', {
      orderBy: ['-createdAt'],
      ...(search.q && { search: search.q }),
      ...(filter && { filter }),
      ...withinOrganization(organization),
    }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const grid = useGrid<AuditRow>({ rows, keyOf, onOpen: ({ id }) => change({ open: id }, true) })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query

  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{words.title}</h1>
          <SearchBox
            className={styles.search}
            label={words.search}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q || undefined })}
          />
        </div>
        <div className={styles.toolRow}>
          <AuditFilters search={search} onChange={change} />
        </div>
        {query.isPending && <SkeletonRows label={words.loading} />}
        {query.error && !rows.length && <Problem error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && !rows.length && <NoEntries search={search} onClear={() => change(noAuditFilters)} />}
        {rows.length > 0 && (
          <DataGrid
            label={words.title}
            grid={grid}
            columns={columns}
            nameOf={({ objectRepr, id }) => objectRepr || id}
            sort="-createdAt"
            onSort={() => undefined}
            total={query.data?.pages[0]?.count}
            isSelectable={false}
            isStale={query.isPlaceholderData}
            isLoadingMore={isFetchingNextPage}
            onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        )}
      </div>
      {search.open && (
        <EntryPane
          key={search.open}
          id={search.open}
          onNarrow={(next) => change({ ...noAuditFilters, ...next }, true)}
          onClose={() => change({ open: undefined })}
        />
      )}
    </div>
  )
}

const columns: readonly Column<AuditRow>[] = [
  {
    key: 'record',
    label: words.record,
    width: 'minmax(160px, 2fr)',
    render: ({ id, objectRepr, objectId }) => (
      <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={value.open}>
        {objectRepr || objectId || '–'}
      </Link>
    ),
  },
  {
    key: 'action',
    label: words.action,
    width: 'minmax(136px, 1fr)',
    render: ({ actionType }) => <ActionBadge actionType={actionType} />,
  },
  { key: 'who', label: words.who, width: 'minmax(120px, 1fr)', from: 480, render: ({ actorLabel }) => actorLabel },
  {
    key: 'kind',
    label: words.kind,
    width: '136px',
    from: 640,
    render: ({ resource }) => resourceInWords(resource),
  },
  {
    key: 'organization',
    label: words.organization,
    width: 'minmax(120px, 1fr)',
    from: 820,
    render: ({ organization }) => (organization ? <ReferenceName resource="organization" id={organization} /> : '–'),
  },
  { key: 'when', label: words.when, width: '112px', from: 360, render: ({ createdAt }) => <When at={createdAt} /> },
]

function NoEntries({ search, onClear }: { search: AuditSearch; onClear: () => void }) {
  if (!isNarrowed(search)) return <EmptyState icon={IconHistory} title={words.emptyTitle} hint={words.emptyHint} />
  return <NothingMatches title={words.noMatchTitle} hint={words.noMatchHint} onClear={onClear} />
}
