import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

export type StorageMove = RouterOutputs['storageMove']['list'][number]

const FOLLOW_MS = 3000

/** Between which storages an organization may move. It changes with the configuration only. */
export const storagesQuery = queryOptions({
  queryKey: ['storages'] as const,
  queryFn: ({ signal }) => gw.storageMove.storages(undefined, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** The organization's last move, followed while bytes are on their way; null when it never moved. */
export const storageMoveQuery = (organization: string) =>
  queryOptions({
    queryKey: ['storage-move', organization] as const,
    queryFn: async ({ signal }): Promise<StorageMove | null> => {
      const [move = null] = await gw.storageMove.list({ organization }, { signal })
      return move
    },
    refetchInterval: ({ state: { data } }) => (data && !data.finishedAt ? FOLLOW_MS : false),
  })
