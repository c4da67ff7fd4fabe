import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

export type StoragePolicy = RouterOutputs['storagePolicy']['get']

/** What an organization says of its files, and what holds by it. */
export const policyQuery = (organization: string) =>
  queryOptions({
    queryKey: ['storagePolicy', organization] as const,
    queryFn: ({ signal }) => gw.storagePolicy.get({ organization }, { signal }),
  })
