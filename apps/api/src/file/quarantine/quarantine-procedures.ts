import { quarantineListQuery } from '@groundwork/domain'
import { issueQuarantineTicket, quarantinedFiles, releaseFile, requestRescan } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../../trpc/trpc.ts'
import { oneFile } from '../lifecycle/lifecycle-input.ts'
import { heldBackPage, releaseWords } from './quarantine-input.ts'

/** For those who may decide about what the scanner keeps back. Its bytes have a door of their own among the byte routes. */
export const quarantineProcedures = {
  /** A page of what is kept back, or was let out all the same. */
  quarantined: procedure
    .input(quarantineListQuery)
    .output(heldBackPage)
    .query(({ ctx, input }) => quarantinedFiles(ctx.services, ctx.work, input)),
  /** Lets the bytes out all the same, wherever the organization has them. */
  release: procedure
    .input(oneFile.extend(releaseWords.shape))
    .mutation(({ ctx, input }) => releaseFile(ctx.services, ctx.work, input)),
  /** An address from which a browser fetches the bytes that are kept back, once and within a minute. */
  quarantineTicket: procedure
    .input(oneFile.extend({ number: z.int().min(1).optional() }))
    .mutation(({ ctx, input }) => issueQuarantineTicket(ctx.services, ctx.work, input)),
  /** Has every version judged anew, soon. */
  rescan: procedure.input(oneFile).mutation(({ ctx, input }) => requestRescan(ctx.services, ctx.work, input.id)),
}
