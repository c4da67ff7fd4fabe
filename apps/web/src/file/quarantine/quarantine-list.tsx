import type { QuarantineOrder } from '@groundwork/domain'
import { IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DataGrid } from '../../grid/data-grid.tsx'
import { SkeletonRows } from '../../grid/skeleton-rows.tsx'
import type { GridControl } from '../../grid/use-grid.ts'
import { useCurrentOrganization } from '../../organization/organization-queries.ts'
import { useMe } from '../../session/me.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NothingMatches } from '../../ui/nothing-matches.tsx'
import { Problem } from '../../ui/problem.tsx'
import { quarantineColumns } from './quarantine-columns.tsx'
import { nothingNarrowed, type QuarantineSearch } from './quarantine-search.ts'
import { type HeldRow, nameOf, type useQuarantine } from './use-quarantine.ts'
import { words } from './words.ts'

interface QuarantineListProps {
  readonly held: ReturnType<typeof useQuarantine>
  readonly grid: GridControl<HeldRow>
  readonly search: QuarantineSearch
  readonly onChange: (change: Partial<QuarantineSearch>) => void
  readonly renderActions: (row: HeldRow) => ReactNode
}

/** What is held back, or why there is nothing to see. */
export function QuarantineList({ held, grid, search, onChange, renderActions }: QuarantineListProps) {
  const organization = useCurrentOrganization()
  const { memberships, isSuperuser } = useMe()
  const { error, rows, isStale } = held
  const isReleased = search.released === 'yes'
  if (error && !rows.length) return <Problem error={error} onRetry={() => void held.refetch()} />
  if (held.isPending || (isStale && !rows.length)) return <SkeletonRows label={words.loading} />
  if (!rows.length && (search.q || search.verdict))
    return (
      <NothingMatches title={words.noMatchTitle} hint={words.noMatchHint} onClear={() => onChange(nothingNarrowed)} />
    )
  if (!rows.length)
    return (
      <EmptyState
        icon={IconShieldCheck}
        title={isReleased ? words.noneReleasedTitle : words.emptyTitle}
        hint={isReleased ? words.noneReleasedHint : words.emptyHint}
      />
    )
  const withOrganization = organization === undefined && (isSuperuser || memberships.length > 1)
  return (
    <DataGrid
      label={words.title}
      grid={grid}
      nameOf={nameOf}
      isSelectable={false}
      isStale={isStale}
      onEnd={held.onEnd}
      isLoadingMore={held.isFetchingNextPage}
      columns={quarantineColumns({ isReleased, withOrganization })}
      sort={search.sort ?? '-since'}
      onSort={(sort) => onChange({ sort: sort as QuarantineOrder })}
      renderActions={renderActions}
    />
  )
}
