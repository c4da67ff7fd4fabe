import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../../api/client.ts'

export type StorageQuota = RouterOutputs['storageQuota']['get']

/** The space of an organization, with what it is used for. */
export const storageQuotaQuery = (organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'storage', organization] as const,
    queryFn: ({ signal }) => gw.storageQuota.get({ organization }, { signal }),
  })
