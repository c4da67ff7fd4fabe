import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type RowsInput, rowsQuery } from '../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { type Entry, fileEntry, folderEntry } from './entry.ts'
import { folderFilter } from './file-filter.ts'
import { starsQuery, useFileRows } from './file-queries.ts'
import { type FileSearch, filterCount } from './file-search.ts'
import { folderOrder } from './folder-order.ts'

function foldersInput(search: FileSearch, organization: string | undefined): RowsInput | undefined {
  const filter = folderFilter(search)
  if (filter === undefined) return undefined
  return {
    orderBy: [folderOrder(search.sort)],
    ...(search.q && { search: search.q }),
    ...(filter !== 'all' && { filter }),
    ...withinOrganization(organization),
  }
}

/** What stands in the open folder, or what was found below it: folders first, page by page. */
export function useEntries(search: FileSearch) {
  const organization = useCurrentOrganization()
  const input = foldersInput(search, organization)
  const folders = useInfiniteQuery({ ...rowsQuery('folder', input ?? {}), enabled: input !== undefined })
  const files = useFileRows(search)
  const { data: stars } = useQuery({ ...starsQuery(organization ?? ''), enabled: organization !== undefined })
  const { folder = null } = search
  const isFound = filterCount(search) > 0
  const hasFolders = input !== undefined
  const isEveryFolder = !hasFolders || !folders.hasNextPage

  const entries = useMemo((): readonly Entry[] => {
    // What somebody moves elsewhere goes at once, before the list is asked for again.
    const isHere = (place: string | null) => isFound || place === folder
    const first = hasFolders ? (folders.data?.pages.flatMap(({ rows }) => rows) ?? []) : []
    return [
      ...first.filter(({ parent }) => isHere(parent)).map(folderEntry),
      ...(isEveryFolder ? files.rows.filter((row) => isHere(row.folder)).map(fileEntry) : []),
    ]
  }, [files.rows, folders.data, folder, isFound, hasFolders, isEveryFolder])

  const folderCount = hasFolders ? (folders.data?.pages[0]?.count ?? 0) : 0
  const next = isEveryFolder ? files : folders
  return {
    entries,
    stars: useMemo(() => new Set(stars ?? []), [stars]),
    isFound,
    isPending: files.isPending || (hasFolders && folders.isPending),
    isStale: files.isPlaceholderData || (hasFolders && folders.isPlaceholderData),
    error: files.error ?? (hasFolders ? folders.error : null),
    total: files.total === undefined ? undefined : files.total + folderCount,
    isTotalExact: files.isTotalExact,
    isFetchingNextPage: next.isFetchingNextPage,
    hasNextPage: next.hasNextPage,
    onEnd: next.hasNextPage && !next.isFetchingNextPage ? () => void next.fetchNextPage() : undefined,
    refetch: () => Promise.all([files.refetch(), hasFolders ? folders.refetch() : undefined]),
  }
}

export type Entries = ReturnType<typeof useEntries>
