import { refreshInput, signInInput, tokenPair } from '@groundwork/domain'
import { accessSeconds, refreshTokens, signIn, signOut, whoAmI } from '@groundwork/services'
import { z } from 'zod'
import { procedure, publicProcedure, router } from '../trpc/trpc.ts'

/** `expiresIn`: seconds until `access` ends. */
const tokens = tokenPair.extend({ expiresIn: z.int() })
const expiresIn = accessSeconds

export const authRouter = router({
  signIn: publicProcedure
    .input(signInInput)
    .output(tokens)
    .mutation(async ({ ctx, input }) => ({ ...(await signIn(ctx.services, input, ctx.origin)), expiresIn })),
  refresh: publicProcedure
    .input(refreshInput)
    .output(tokens)
    .mutation(async ({ ctx, input }) => ({ ...(await refreshTokens(ctx.services, input, ctx.origin)), expiresIn })),
  signOut: publicProcedure.input(refreshInput).mutation(({ ctx, input }) => signOut(ctx.services, input, ctx.origin)),
  /** The caller with profile, memberships and grants: what a client needs to show only what is possible. */
  me: procedure.query(({ ctx }) => whoAmI(ctx.services, ctx.work, ctx.principal)),
})
