import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import type { RowNamed } from '../api/rows.ts'

export type FolderRow = RowNamed<'folder'>

/** The folders above one, from the top down, and that one last. */
export const pathQuery = (id: string) =>
  queryOptions({
    queryKey: ['folder', 'path', id] as const,
    queryFn: async ({ signal }): Promise<readonly FolderRow[]> => {
      const [above, own] = await Promise.all([
        gw.folder.ancestors({ id }, { signal }),
        gw.folder.get({ id }, { signal }),
      ])
      return [...above, own]
    },
  })
