import { toGroundworkError } from '@groundwork/client'
import type { SharedOrder } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconFolderOff, IconFolderOpen, IconUsersGroup } from '@tabler/icons-react'
import { DataGrid } from '../../grid/data-grid.tsx'
import { SkeletonRows } from '../../grid/skeleton-rows.tsx'
import type { GridControl } from '../../grid/use-grid.ts'
import { useCurrentOrganization } from '../../organization/organization-queries.ts'
import { useMe } from '../../session/me.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NothingMatches } from '../../ui/nothing-matches.tsx'
import { Problem } from '../../ui/problem.tsx'
import { words as fileWords } from '../words.ts'
import { sharedColumns } from './shared-columns.tsx'
import { nameOf, type SharedEntry } from './shared-entry.ts'
import { type SharedCommands, SharedMenu } from './shared-menu.tsx'
import type { SharedSearch } from './shared-search.ts'
import type { useShared } from './use-shared.ts'
import { words } from './words.ts'

interface SharedListProps {
  readonly shared: ReturnType<typeof useShared>
  readonly grid: GridControl<SharedEntry>
  readonly search: SharedSearch
  readonly onChange: (change: Partial<SharedSearch>) => void
  readonly commands: SharedCommands
}

/** What is shared, or why there is nothing to see. */
export function SharedList({ shared, grid, search, onChange, commands }: SharedListProps) {
  const organization = useCurrentOrganization()
  const { memberships } = useMe()
  const { error, entries, isStale } = shared
  const isInside = search.folder !== undefined
  if (error && toGroundworkError(error).code === 'not_found')
    return (
      <EmptyState
        icon={IconFolderOff}
        title={words.goneTitle}
        hint={words.goneHint}
        action={
          <Button variant="default" onClick={() => onChange({ folder: undefined })}>
            {words.toAll}
          </Button>
        }
      />
    )
  if (error && !entries.length) return <Problem error={error} onRetry={() => void shared.refetch()} />
  if (shared.isPending || (isStale && !entries.length)) return <SkeletonRows label={words.loading} />
  if (!entries.length && isInside) return <EmptyState icon={IconFolderOpen} title={fileWords.folderEmptyTitle} />
  if (!entries.length && (search.q || search.kind))
    return (
      <NothingMatches
        title={words.noMatchTitle}
        hint={words.noMatchHint}
        onClear={() => onChange({ q: undefined, kind: undefined })}
      />
    )
  if (!entries.length) return <EmptyState icon={IconUsersGroup} title={words.emptyTitle} hint={words.emptyHint} />
  return (
    <DataGrid
      label={words.title}
      grid={grid}
      nameOf={nameOf}
      isSelectable={false}
      isStale={isStale}
      onEnd={shared.onEnd}
      isLoadingMore={shared.isFetchingNextPage}
      columns={sharedColumns({ isInside, withOrganization: organization === undefined && memberships.length > 1 })}
      sort={isInside ? '' : (search.sort ?? '-sharedAt')}
      onSort={(sort) => onChange({ sort: sort as SharedOrder })}
      renderActions={(entry) => <SharedMenu entry={entry} {...commands} />}
    />
  )
}
