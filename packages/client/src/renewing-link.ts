import type { AppRouter } from '@groundwork/api'
import type { TRPCClientError, TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'

/** A second refusal this soon after a renewal is meant. */
const againAfterMs = 30_000

/**
 * Takes a subscription up again when its socket's credentials ran out meanwhile. Whoever listens does not notice, except
 * that nothing is replayed: what happened in between is not told.
 */
export function renewingLink(renew: () => Promise<boolean>): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isOver = false
        let renewedAt = Number.NEGATIVE_INFINITY
        let current: Unsubscribable | null = null

        const subscribe = () => {
          current = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              if (!isRefusal(error) || Date.now() - renewedAt < againAfterMs) return observer.error(error)
              renewedAt = Date.now()
              renew().then(
                (isRenewed) => {
                  if (isOver) return
                  if (isRenewed) subscribe()
                  else observer.error(error)
                },
                () => observer.error(error),
              )
            },
          })
        }

        subscribe()
        return () => {
          isOver = true
          current?.unsubscribe()
        }
      })
}

const isRefusal = ({ data }: TRPCClientError<AppRouter>): boolean => data?.code === 'unauthenticated'
