import { CardGrid } from '../grid/card-grid.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import type { GridControl } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useMe } from '../session/me.ts'
import { Problem } from '../ui/problem.tsx'
import { type Entry, nameOf } from './entry.ts'
import { EntryCard } from './entry-card.tsx'
import { entryColumns } from './entry-columns.tsx'
import { type EntryCommands, EntryMenu } from './entry-menu.tsx'
import type { FileOrder, FileSearch, FileView } from './file-search.ts'
import { NoFiles } from './no-files.tsx'
import type { Entries } from './use-entries.ts'
import type { EntryLooks } from './use-entry-looks.ts'
import { words } from './words.ts'

interface EntryListProps {
  readonly entries: Entries
  readonly grid: GridControl<Entry>
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  readonly view: FileView
  readonly looks: EntryLooks
  readonly commands: EntryCommands
}

/** What stands in the open folder, as list or as cards; or why there is nothing. */
export function EntryList({ entries, grid, search, onChange, view, looks, commands }: EntryListProps) {
  const organization = useCurrentOrganization()
  const { memberships, isSuperuser } = useMe()
  const withOrganization = organization === undefined && (isSuperuser || memberships.length > 1)
  const { error, isStale } = entries
  const isEmpty = !entries.entries.length
  if (error && isEmpty) return <Problem error={error} onRetry={() => void entries.refetch()} />
  // What is still shown of another folder is none of this one's.
  if (entries.isPending || (isStale && isEmpty)) return <SkeletonRows label={words.loading} />
  if (isEmpty) return <NoFiles search={search} onChange={onChange} isTrash={false} />

  const menuOf = (entry: Entry) => (
    <EntryMenu
      entry={entry}
      isStarred={looks.stars.has(entry.id)}
      hasStars={organization !== undefined}
      {...commands}
    />
  )
  const shared = { label: words.title, grid, nameOf, total: entries.total, isStale, onEnd: entries.onEnd }
  if (view === 'grid') {
    return (
      <CardGrid {...shared} renderCard={(entry) => <EntryCard entry={entry} looks={looks} actions={menuOf(entry)} />} />
    )
  }
  return (
    <DataGrid
      {...shared}
      columns={entryColumns({ looks, withOrganization, withPlace: entries.isFound })}
      sort={search.sort ?? '-createdAt'}
      onSort={(sort) => onChange({ sort: sort as FileOrder })}
      isLoadingMore={entries.isFetchingNextPage}
      renderActions={menuOf}
    />
  )
}
