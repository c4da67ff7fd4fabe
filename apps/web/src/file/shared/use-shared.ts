import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../../api/client.ts'
import { useCurrentOrganization, withinOrganization } from '../../organization/organization-queries.ts'
import { entryOf, fileIn, folderIn, type SharedEntry } from './shared-entry.ts'
import type { SharedSearch } from './shared-search.ts'

const nextOf = ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor
/** Others give and take while one looks elsewhere. */
const common = { initialPageParam: null as string | null, getNextPageParam: nextOf, staleTime: 0 } as const

/** What others share with this person, in the organization of the address. */
function useSharedItems({ q, kind, sort, folder }: SharedSearch) {
  const organization = useCurrentOrganization()
  const input = {
    ...(q && { search: q }),
    ...(kind && { kind }),
    ...(sort && { orderBy: sort }),
    ...withinOrganization(organization),
  }
  return useInfiniteQuery({
    queryKey: ['fileShare', 'withMe', input] as const,
    queryFn: async ({ pageParam, signal }) => {
      const ask = (cursor: string | null) =>
        gw.fileShare.withMe({ ...input, ...(cursor !== null && { cursor }) }, { signal })
      let page = await ask(pageParam)
      // Where everything on a page has lost its worth, the next may have more.
      while (!page.rows.length && page.nextCursor !== null) page = await ask(page.nextCursor)
      return page
    },
    placeholderData: keepPreviousData,
    enabled: folder === undefined,
    ...common,
  })
}

/** What lies in a shared folder. */
const useSharedFolder = (folder: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['fileShare', 'contents', folder] as const,
    queryFn: ({ pageParam, signal }) =>
      gw.fileShare.contents({ folder: folder ?? '', ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    enabled: folder !== undefined,
    ...common,
  })

/** The view of the address: what is shared, or what lies in the folder that is open. */
export function useShared(search: SharedSearch) {
  const items = useSharedItems(search)
  const contents = useSharedFolder(search.folder)
  const isInside = search.folder !== undefined
  const shown = isInside ? contents : items
  const entries = useMemo((): readonly SharedEntry[] => {
    if (!isInside) return items.data?.pages.flatMap(({ rows }) => rows.map(entryOf)) ?? []
    const pages = contents.data?.pages ?? []
    return [
      ...pages.flatMap(({ folders }) => folders.map(folderIn)),
      ...pages.flatMap(({ files }) => files.map(fileIn)),
    ]
  }, [isInside, items.data, contents.data])
  return {
    entries,
    path: contents.data?.pages[0]?.path,
    isPending: shown.isPending,
    isStale: shown.isPlaceholderData,
    error: shown.error,
    isFetchingNextPage: shown.isFetchingNextPage,
    onEnd: shown.hasNextPage && !shown.isFetchingNextPage ? () => void shown.fetchNextPage() : undefined,
    refetch: () => shown.refetch(),
  }
}
