import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { CardGrid } from '../grid/card-grid.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import type { GridControl } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useMe } from '../session/me.ts'
import { Problem } from '../ui/problem.tsx'
import { FileCard } from './file-card.tsx'
import { fileColumns } from './file-columns.tsx'
import { FileMenu, type FileMenuActions } from './file-menu.tsx'
import type { FileRow, useFileRows } from './file-queries.ts'
import type { FileOrder, FileSearch, FileView } from './file-search.ts'
import { NoFiles } from './no-files.tsx'
import { words } from './words.ts'

interface FileListProps {
  readonly files: ReturnType<typeof useFileRows>
  readonly grid: GridControl<FileRow>
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  readonly view: FileView
  readonly renaming: string | null
  readonly onRenamed: (row: FileRow, name: string | null) => void
  readonly actions: FileMenuActions
  readonly isTrash?: boolean
}

const nameOf = ({ originalFilename }: FileRow) => originalFilename

/** The rows of the view, as list or as cards; or why there are none. */
export function FileList({
  files,
  grid,
  search,
  onChange,
  view,
  renaming,
  onRenamed,
  actions,
  isTrash = false,
}: FileListProps) {
  const organization = useCurrentOrganization()
  const { memberships, isSuperuser } = useMe()
  const withOrganization = organization === undefined && (isSuperuser || memberships.length > 1)
  if (files.isPending) return <SkeletonRows label={words.loading} />
  if (files.error && !files.rows.length) return <Problem error={files.error} onRetry={() => void files.refetch()} />
  if (!files.rows.length) return <NoFiles search={search} onChange={onChange} isTrash={isTrash} />

  const shared = {
    label: isTrash ? words.trashTitle : words.title,
    grid,
    nameOf,
    total: files.total,
    isStale: files.isPlaceholderData,
    onEnd: nextPage(files),
  }
  if (view === 'grid') {
    return (
      <CardGrid
        {...shared}
        renderCard={(row) => (
          <FileCard
            file={row}
            isRenaming={renaming === row.id}
            onRenamed={(name) => onRenamed(row, name)}
            actions={<FileMenu file={row} {...actions} />}
          />
        )}
      />
    )
  }
  return (
    <DataGrid
      {...shared}
      columns={fileColumns({ isTrash, withOrganization, renaming, onRenamed })}
      sort={search.sort ?? (isTrash ? '-deletedAt' : '-createdAt')}
      onSort={(sort) => onChange({ sort: sort as FileOrder })}
      isLoadingMore={files.isFetchingNextPage}
      renderActions={(row) => <FileMenu file={row} {...actions} />}
    />
  )
}

const nextPage = ({
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
}: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>) =>
  hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined
