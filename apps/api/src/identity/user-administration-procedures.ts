import { userPatch } from '@groundwork/domain'
import { activateUser, deactivateUser, resetSecondFactor, updateUser } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

const key = z.strictObject({ id: z.uuid() })

const patch = z.strictObject({ id: z.string().min(1).max(100), values: userPatch })

/** Part of `user`: who may sign in, and by which address. */
export const userAdministrationProcedures = {
  update: procedure
    .input(patch)
    .mutation(({ ctx, input }) => updateUser(ctx.services, ctx.work, input.id, input.values)),
  activate: procedure.input(key).mutation(({ ctx, input }) => activateUser(ctx.services, ctx.work, input.id)),
  resetSecondFactor: procedure
    .input(key)
    .mutation(({ ctx, input }) => resetSecondFactor(ctx.services, ctx.work, input.id)),
  deactivate: procedure.input(key).mutation(({ ctx, input }) => deactivateUser(ctx.services, ctx.work, input.id)),
}
