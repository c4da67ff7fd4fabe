import { quotaQuery as quotaOf } from '@groundwork/react'
import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { type RowNamed, type RowsInput, rowsQuery } from '../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { everyOf, fileFilter, placeFilter } from './file-filter.ts'
import type { FileSearch } from './file-search.ts'

export type FileRow = RowNamed<'file'>

/** The space of an organization: what there is, and what is taken. */
export const quotaQuery = (organization: string) => quotaOf(gw, organization)

export const tagsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'tags', organization] as const,
    queryFn: ({ signal }) => gw.file.tags({ organization }, { signal }),
  })

/** The files that carry one's own star. */
export const starsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'stars', organization] as const,
    queryFn: async ({ signal }) => (await gw.file.favourites({ organization }, { signal })).ids,
  })

interface Place {
  readonly organization: string | undefined
  readonly isTrash: boolean
  /** Undefined where stars do not matter. */
  readonly stars: readonly string[] | undefined
}

function rowsInput(search: FileSearch, { organization, isTrash, stars }: Place): RowsInput {
  const filter = everyOf(
    fileFilter(search, new Date()),
    isTrash ? undefined : placeFilter(search),
    stars && { field: 'id', op: 'in', value: stars },
  )
  return {
    orderBy: [search.sort ?? (isTrash ? '-deletedAt' : '-createdAt')],
    ...(search.q && { search: search.q }),
    ...(filter && { filter }),
    ...(isTrash && { trash: true }),
    ...withinOrganization(organization),
  }
}

/** The files of the view in the address, with what screens need to know about them. */
export function useFileRows(search: FileSearch, { isTrash = false }: { isTrash?: boolean } = {}) {
  const organization = useCurrentOrganization()
  const isStarred = search.starred !== undefined && organization !== undefined
  const { data: stars } = useQuery({ ...starsQuery(organization ?? ''), enabled: isStarred })
  const query = useInfiniteQuery({
    ...rowsQuery('file', rowsInput(search, { organization, isTrash, stars: isStarred ? (stars ?? []) : undefined })),
    enabled: !isStarred || stars !== undefined,
  })
  const { data } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const first = data?.pages[0]
  return { ...query, rows, total: first?.count, isTotalExact: first?.isCountExact !== false }
}
