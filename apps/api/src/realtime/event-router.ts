import { DomainError } from '@groundwork/domain'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { procedure, router } from '../trpc/trpc.ts'
import { mayReceive } from './event-hub.ts'

export const eventRouter = router({
  /** Committed changes to rows that the receiver may view, as they happen. */
  changes: procedure
    .input(
      z
        .strictObject({
          organizations: z.array(z.uuid()).max(500).optional(),
          resources: z.array(z.string().max(60)).max(50).optional(),
          /** Sent by the client when it comes back; what was missed meanwhile is not replayed. */
          lastEventId: z.string().max(100).nullish(),
        })
        .optional(),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      // Elsewhere nobody would end it with the caller's session.
      if (!ctx.socket) throw new DomainError('invalid', 'Subscribe over the WebSocket', { reason: 'socket_required' })
      const { ended } = ctx.socket
      const release = ctx.socket.subscribe()
      try {
        for await (const change of ctx.services.events.changes(signal ? AbortSignal.any([signal, ended]) : ended)) {
          const { event } = change
          if (input?.resources && !input.resources.includes(event.resource)) continue
          if (input?.organizations && !(event.organization && input.organizations.includes(event.organization)))
            continue
          // Rights may have changed since the subscription began. Refusal here ends it.
          const { actor: principal } = await ctx.identify()
          if (await mayReceive(ctx.services.database, principal, change)) yield tracked(event.id, event)
        }
        // The caller learns why: their session is over, or their token is.
        ended.throwIfAborted()
      } finally {
        release()
      }
    }),
})
