import {
  issueVersionTicket,
  listFileVersions,
  nameFileVersion,
  removeFileVersion,
  restoreFileVersion,
} from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../../trpc/trpc.ts'
import { versionName, versionOf, versionRow } from './version-input.ts'

/** What a file has been. Its next version is made by uploading it. */
export const versionProcedures = {
  /** Newest first. */
  versions: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.array(versionRow))
    .query(({ ctx, input }) => listFileVersions(ctx.services, ctx.work, input.id)),
  /** As a new version, of the same bytes, served at once. */
  restoreFileVersion: procedure
    .input(versionOf)
    .mutation(({ ctx, input }) => restoreFileVersion(ctx.services, ctx.work, input)),
  nameVersion: procedure
    .input(versionOf.extend(versionName.shape))
    .mutation(({ ctx, input }) => nameFileVersion(ctx.services, ctx.work, input)),
  /** For good; never the one that is served. */
  removeVersion: procedure
    .input(versionOf)
    .mutation(({ ctx, input }) => removeFileVersion(ctx.services, ctx.work, input)),
  /** An address from which a browser fetches the bytes of one, once and within a minute. */
  versionTicket: procedure
    .input(versionOf)
    .mutation(({ ctx, input }) => issueVersionTicket(ctx.services, ctx.work, input)),
}
