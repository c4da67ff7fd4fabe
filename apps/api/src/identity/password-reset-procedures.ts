import { passwordReset, passwordResetRequest } from '@groundwork/domain'
import { requestPasswordReset, resetPassword } from '@groundwork/services'
import { z } from 'zod'
import { publicProcedure } from '../trpc/trpc.ts'

/** Part of `auth`: the way back in for whoever forgot their password. */
export const passwordResetProcedures = {
  /** The answer is the same whether or not there is such an account. */
  requestPasswordReset: publicProcedure
    .input(passwordResetRequest)
    .output(z.object({ isAccepted: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset(ctx.services, input, ctx.origin)
      return { isAccepted: true } as const
    }),
  resetPassword: publicProcedure
    .input(passwordReset)
    .mutation(({ ctx, input }) => resetPassword(ctx.services, input, ctx.origin)),
}
