import { queryOptions } from '@tanstack/react-query'
import { apiOf, type RowNamed } from '../api/rows.ts'

export type DocumentRow = RowNamed<'document'>

/** More editions than anybody reads. */
const mostVersions = 100

/** All editions of a document, the newest first: those that follow it, itself, and those before it. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', 'versions', id] as const,
    queryFn: async ({ signal }): Promise<readonly DocumentRow[]> => {
      const api = apiOf('document')
      const versions = [await api.get({ id }, { signal })]
      while (versions.length < mostVersions) {
        const value = versions[0]?.id ?? ''
        const { rows } = await api.list({ limit: 1, filter: { field: 'previousVersion', op: 'eq', value } }, { signal })
        if (!rows[0]) break
        versions.unshift(rows[0])
      }
      while (versions.length < mostVersions) {
        const before = versions.at(-1)?.previousVersion
        if (!before) break
        versions.push(await api.get({ id: before }, { signal }))
      }
      return versions
    },
  })
