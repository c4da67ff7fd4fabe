import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../../api/client.ts'
import { rowsQuery } from '../../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../../organization/organization-queries.ts'
import { type Entry, fileEntry, folderEntry } from '../entry.ts'
import { useFileRows } from '../file-queries.ts'
import { type FileSearch, filterCount } from '../file-search.ts'

/** Deleted folders and files, folders first. Filters speak of files: with one, only those are shown. */
export function useTrash(search: FileSearch) {
  const organization = useCurrentOrganization()
  const { q, ...filters } = search
  const hasFolders = filterCount(filters) === 0
  const folders = useInfiniteQuery({
    ...rowsQuery('folder', {
      trash: true,
      orderBy: ['name'],
      ...(q && { search: q }),
      ...withinOrganization(organization),
    }),
    enabled: hasFolders,
  })
  const files = useFileRows(search, { isTrash: true })
  const isEveryFolder = !hasFolders || !folders.hasNextPage
  const entries = useMemo((): readonly Entry[] => {
    const first = hasFolders ? (folders.data?.pages.flatMap(({ rows }) => rows) ?? []) : []
    return [...first.map(folderEntry), ...(isEveryFolder ? files.rows.map(fileEntry) : [])]
  }, [folders.data, files.rows, hasFolders, isEveryFolder])
  const next = isEveryFolder ? files : folders
  return {
    entries,
    isPending: files.isPending || (hasFolders && folders.isPending),
    isStale: files.isPlaceholderData,
    error: files.error ?? (hasFolders ? folders.error : null),
    total:
      files.total === undefined ? undefined : files.total + (hasFolders ? (folders.data?.pages[0]?.count ?? 0) : 0),
    isTotalExact: files.isTotalExact,
    isFetchingNextPage: next.isFetchingNextPage,
    onEnd: next.hasNextPage && !next.isFetchingNextPage ? () => void next.fetchNextPage() : undefined,
    refetch: () => Promise.all([files.refetch(), hasFolders ? folders.refetch() : undefined]),
  }
}

/** For how many days each of these organizations keeps what was deleted. */
export function useTrashDays(organizations: readonly string[]): ReadonlyMap<string, number> {
  const once = [...new Set(organizations)]
  return useQueries({
    queries: once.map((organization) => ({
      queryKey: ['file', 'summary', 'trash-days', organization] as const,
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        [organization, (await gw.file.trashInfo({ organization }, { signal })).trashDays] as const,
      staleTime: 10 * 60_000,
    })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [data] : []))),
  })
}
