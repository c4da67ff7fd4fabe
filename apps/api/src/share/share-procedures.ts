import { newShare, sharedListQuery, sharePatch, shareSubject } from '@groundwork/domain'
import {
  createShare,
  listSharedWithMe,
  listShares,
  openSharedFolder,
  removeShare,
  updateShare,
} from '@groundwork/services'
import { z } from 'zod'
import { procedure, router } from '../trpc/trpc.ts'

const byId = z.strictObject({ id: z.uuid() })
const contentsQuery = z.strictObject({
  folder: z.uuid(),
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(200).optional(),
})

/** What people let others do with their files and folders. */
export const fileShareRouter = router({
  list: procedure.input(shareSubject).query(({ ctx, input }) => listShares(ctx.services, ctx.work, input)),
  create: procedure.input(newShare).mutation(({ ctx, input }) => createShare(ctx.services, ctx.work, input)),
  update: procedure
    .input(sharePatch.extend({ id: z.uuid() }))
    .mutation(({ ctx, input }) => updateShare(ctx.services, ctx.work, input)),
  remove: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await removeShare(ctx.services, ctx.work, input)
    return { id: input.id }
  }),
  /** What others share with the caller, a page at a time. */
  withMe: procedure.input(sharedListQuery).query(({ ctx, input }) => listSharedWithMe(ctx.services, ctx.work, input)),
  /** What lies in a folder that somebody shares with the caller. */
  contents: procedure.input(contentsQuery).query(({ ctx, input }) => openSharedFolder(ctx.services, ctx.work, input)),
})
