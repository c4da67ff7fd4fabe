import { quarantinedFiles, releaseFile, requestRescan } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../../trpc/trpc.ts'
import { oneFile } from '../lifecycle/lifecycle-input.ts'
import { heldBackRow, quarantineQuery, releaseWords } from './quarantine-input.ts'

/** For those who may decide about what the scanner keeps back. Its bytes have a door of their own among the byte routes. */
export const quarantineProcedures = {
  /** Newest first. */
  quarantined: procedure
    .input(quarantineQuery)
    .output(z.array(heldBackRow))
    .query(({ ctx, input }) => quarantinedFiles(ctx.services, ctx.work, input)),
  /** Lets the bytes out all the same, wherever the organization has them. */
  release: procedure
    .input(oneFile.extend(releaseWords.shape))
    .mutation(({ ctx, input }) => releaseFile(ctx.services, ctx.work, input)),
  /** Has every version judged anew, soon. */
  rescan: procedure.input(oneFile).mutation(({ ctx, input }) => requestRescan(ctx.services, ctx.work, input.id)),
}
