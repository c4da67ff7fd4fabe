import { queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { type RowNamed, type RowsInput, rowsQuery } from '../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { fileFilter } from './file-filter.ts'
import type { FileSearch } from './file-search.ts'

export type FileRow = RowNamed<'file'>

/** The space of an organization: what there is, and what is taken. */
export const quotaQuery = (organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'quota', organization] as const,
    queryFn: ({ signal }) => gw.file.quota({ organization }, { signal }),
  })

export const tagsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'tags', organization] as const,
    queryFn: ({ signal }) => gw.file.tags({ organization }, { signal }),
  })

function rowsInput(search: FileSearch, organization: string | undefined, isTrash: boolean): RowsInput {
  const filter = fileFilter(search, new Date())
  return {
    orderBy: [search.sort ?? (isTrash ? '-deletedAt' : '-createdAt')],
    ...(search.q && { search: search.q }),
    ...(filter && { filter }),
    ...(isTrash && { trash: true }),
    ...withinOrganization(organization),
  }
}

const naturally = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The files of the view in the address, with what screens need to know about them. */
export function useFileRows(search: FileSearch, { isTrash = false }: { isTrash?: boolean } = {}) {
  const organization = useCurrentOrganization()
  const query = useInfiniteQuery(rowsQuery('file', rowsInput(search, organization, isTrash)))
  const { data } = query
  const rows = useMemo(
    () => inOrder(data?.pages.flatMap((page) => page.rows) ?? [], search.sort, data?.pages),
    [data, search.sort],
  )
  const first = data?.pages[0]
  return { ...query, rows, total: first?.count, isTotalExact: first?.isCountExact !== false }
}

/** `file2` before `file10`, where all there is fits one page; beyond that the server's order stands, so that nothing jumps. */
function inOrder(
  rows: readonly FileRow[],
  sort: string | undefined,
  pages: readonly { nextCursor: string | null }[] | undefined,
) {
  if (!sort?.endsWith('originalFilename') || pages?.[0]?.nextCursor !== null) return rows
  const direction = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => direction * naturally.compare(a.originalFilename, b.originalFilename))
}
