import { acceptedInvitation, invitationAnswer, invitationToken, shownInvitation } from '@groundwork/domain'
import { acceptInvitation, catalogue, resendInvitation, showInvitation } from '@groundwork/services'
import { z } from 'zod'
import { resourceProcedures } from '../trpc/resource-procedures.ts'
import { procedure, publicProcedure } from '../trpc/trpc.ts'
import { without } from '../trpc/without.ts'

export const invitationProcedures = {
  ...without(resourceProcedures(catalogue.invitation), 'update', 'restore', 'restoreVersion'),
  /** Voids the link before. */
  resend: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => resendInvitation(ctx.services, ctx.work, input.id)),
}

/** Part of `auth`: for the holder of a link, who may have no account yet. */
export const invitedProcedures = {
  /** A mutation, though it changes nothing: a token does not belong into an address that is logged on its way. */
  showInvitation: publicProcedure
    .input(invitationToken)
    .output(shownInvitation)
    .mutation(({ ctx, input }) => showInvitation(ctx.services, input)),
  acceptInvitation: publicProcedure
    .input(invitationAnswer)
    .output(acceptedInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.services, input, ctx.origin)),
}
