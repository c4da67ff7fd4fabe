import { newEdition } from '@groundwork/domain'
import { addDocumentEdition } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

/** Documents have these besides the procedures of every resource. */
export const documentProcedures = {
  newVersion: procedure
    .input(z.strictObject({ id: z.uuid(), values: newEdition }))
    .mutation(({ ctx, input }) => addDocumentEdition(ctx.services, ctx.work, input.id, input.values)),
}
