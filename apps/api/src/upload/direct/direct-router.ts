import { cancelUploadSession, completeDirectUpload, directParts, openDirectUpload } from '@groundwork/services'
import { z } from 'zod'
import { procedure, router } from '../../trpc/trpc.ts'
import { announcedBy, completion, directAnnouncement, moreParts } from './direct-input.ts'

const ofUpload = z.strictObject({ id: z.uuid() })

/** Uploads whose bytes go to the bucket themselves. */
export const directRouter = router({
  beginDirect: procedure
    .input(directAnnouncement)
    .mutation(({ ctx, input }) => openDirectUpload(ctx.services, ctx.work, announcedBy(input))),
  signDirectParts: procedure
    .input(ofUpload.extend(moreParts.shape))
    .mutation(({ ctx, input }) => directParts(ctx.services, ctx.work, input)),
  completeDirect: procedure
    .input(ofUpload.extend(completion.shape))
    .mutation(({ ctx, input }) => completeDirectUpload(ctx.services, ctx.work, input)),
  cancelDirect: procedure
    .input(ofUpload)
    .mutation(({ ctx, input }) => cancelUploadSession(ctx.services, ctx.work, input.id)),
})
