import { listTagUsage, mergeTags } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

export const tagUsageInput = z.strictObject({
  organization: z.uuid(),
  resource: z.string().max(100).optional(),
  /** As many as a page of tags has at most. */
  ids: z.array(z.uuid()).max(200).readonly().optional(),
})

export const tagProcedures = {
  /** Puts one tag in the place of another, on all rows. */
  merge: procedure
    .input(z.strictObject({ id: z.uuid(), into: z.uuid() }))
    .mutation(({ ctx, input }) => mergeTags(ctx.services, ctx.work, input)),
  /** The tags of an organization, or some of them, with how many rows have them. */
  usage: procedure.input(tagUsageInput).query(({ ctx, input }) => listTagUsage(ctx.services, ctx.work, input)),
}
