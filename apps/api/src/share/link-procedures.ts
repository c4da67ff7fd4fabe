import { linkPatch, newLink, shareSubject } from '@groundwork/domain'
import { createLink, linkActivity, listLinks, revokeLink, updateLink } from '@groundwork/services'
import { z } from 'zod'
import { procedure, router } from '../trpc/trpc.ts'

const byId = z.strictObject({ id: z.uuid() })

/** Links that work without an account. */
export const fileLinkRouter = router({
  list: procedure.input(shareSubject).query(({ ctx, input }) => listLinks(ctx.services, ctx.work, input)),
  /** The address is in this answer and in no other. */
  create: procedure.input(newLink).mutation(({ ctx, input }) => createLink(ctx.services, ctx.work, input)),
  update: procedure
    .input(linkPatch.extend({ id: z.uuid() }))
    .mutation(({ ctx, input }) => updateLink(ctx.services, ctx.work, input)),
  revoke: procedure.input(byId).mutation(({ ctx, input }) => revokeLink(ctx.services, ctx.work, input.id)),
  /** Who used it, when, and from where. */
  activity: procedure.input(byId).query(({ ctx, input }) => linkActivity(ctx.services, ctx.work, input.id)),
})
