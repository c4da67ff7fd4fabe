import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'

type ShownInvitation = RouterOutputs['auth']['showInvitation']

/** The token goes in a body, never in an address that is logged on its way: so the server takes it as a mutation. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['auth', 'invitation', token] as const,
    queryFn: ({ signal }) => gw.auth.showInvitation({ token }, { signal }),
    enabled: token !== '',
    retry: false,
    // What is being filled in must not be swept away by a second look.
    staleTime: Number.POSITIVE_INFINITY,
  })

export interface JoinProps {
  readonly token: string
  readonly invitation: ShownInvitation
  /** It leads nowhere, and why. */
  readonly onRefused: (why: string) => void
}
