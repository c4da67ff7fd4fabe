import { passwordChange, refreshInput, sessionRead, signInInput, tokenPair } from '@groundwork/domain'
import {
  accessSeconds,
  changePassword,
  listSessions,
  refreshTokens,
  revokeSession,
  signIn,
  signOut,
  signOutEverywhere,
  whoAmI,
} from '@groundwork/services'
import { z } from 'zod'
import { invitedProcedures } from '../organization/invitation-procedures.ts'
import { procedure, publicProcedure, router } from '../trpc/trpc.ts'
import { passwordResetProcedures } from './password-reset-procedures.ts'
import { secondFactorProcedures } from './second-factor-router.ts'

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
  signOutEverywhere: procedure.mutation(({ ctx }) => signOutEverywhere(ctx.services, ctx.work)),
  sessions: procedure.output(z.array(sessionRead)).query(({ ctx }) => listSessions(ctx.services, ctx.work)),
  revokeSession: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeSession(ctx.services, ctx.work, input.id)),
  changePassword: procedure
    .input(passwordChange)
    .mutation(({ ctx, input }) => changePassword(ctx.services, ctx.work, input)),
  ...secondFactorProcedures,
  ...passwordResetProcedures,
  ...invitedProcedures,
  /** The caller with profile, memberships and grants: what a client needs to show only what is possible. */
  me: procedure.query(({ ctx }) => whoAmI(ctx.services, ctx.work, ctx.principal)),
})
