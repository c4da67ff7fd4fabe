import { apiKeyList, apiKeyRead, createdApiKey, newApiKey } from '@groundwork/domain'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@groundwork/services'
import { z } from 'zod'
import { procedure, router } from '../trpc/trpc.ts'

const key = z.strictObject({ id: z.uuid() })

export const apiKeyRouter = router({
  /** The key itself is in this answer and in no other. */
  create: procedure
    .input(newApiKey)
    .output(createdApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx.services, ctx.work, input)),
  list: procedure
    .input(apiKeyList.optional())
    .output(z.array(apiKeyRead))
    .query(({ ctx, input }) => listApiKeys(ctx.services, ctx.work, input)),
  /** As is the new one in this. */
  rotate: procedure
    .input(key)
    .output(createdApiKey)
    .mutation(({ ctx, input }) => rotateApiKey(ctx.services, ctx.work, input.id)),
  revoke: procedure.input(key).mutation(({ ctx, input }) => revokeApiKey(ctx.services, ctx.work, input.id)),
})
