import { apiKeyRead, createdApiKey, newApiKey } from '@groundwork/domain'
import { createApiKey, listApiKeys, revokeApiKey } from '@groundwork/services'
import { z } from 'zod'
import { procedure, router } from '../trpc/trpc.ts'

export const apiKeyRouter = router({
  /** The key itself is in this answer and in no other. */
  create: procedure
    .input(newApiKey)
    .output(createdApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx.services, ctx.work, input)),
  list: procedure.output(z.array(apiKeyRead)).query(({ ctx }) => listApiKeys(ctx.services, ctx.work)),
  revoke: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.services, ctx.work, input.id)),
})
