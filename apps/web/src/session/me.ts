import type { RouterOutputs } from '@groundwork/client'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

export type Me = RouterOutputs['auth']['me']

/** Who is signed in, with memberships and grants. Loaded before any signed-in screen is shown. */
export const meQuery = queryOptions({
  queryKey: ['auth', 'me'] as const,
  queryFn: ({ signal }) => gw.auth.me(undefined, { signal }),
  staleTime: 5 * 60_000,
})

export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** `Ada Lovelace`, or the username of somebody who gave no name. */
export const nameOf = ({ firstName, lastName, username }: Me['user']): string =>
  [firstName, lastName].filter(Boolean).join(' ') || username
