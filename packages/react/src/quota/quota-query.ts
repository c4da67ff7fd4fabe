import type { GroundworkClient } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'

/** The space of an organization: what there is, and what is taken. */
export const quotaQuery = (client: GroundworkClient, organization: string) =>
  queryOptions({
    queryKey: ['file', 'summary', 'quota', organization] as const,
    queryFn: ({ signal }) => client.file.quota({ organization }, { signal }),
  })
