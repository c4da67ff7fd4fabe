import { catalogue, listFileTags, readQuota, signDownload } from '@groundwork/services'
import { z } from 'zod'
import { resourceProcedures } from '../trpc/resource-procedures.ts'
import { procedure, router } from '../trpc/trpc.ts'
import { without } from '../trpc/without.ts'

const inOrganization = z.strictObject({ organization: z.uuid() })

/** Files are made by uploading bytes, never by a row alone. */
export const fileRouter = router({
  ...without(resourceProcedures(catalogue.file), 'create'),
  /** A link that works without signing in, for a few minutes. */
  accessUrl: procedure
    .input(z.strictObject({ id: z.uuid(), expiresIn: z.int().optional(), inline: z.boolean().default(false) }))
    .output(z.strictObject({ url: z.string(), expiresAt: z.string() }))
    .query(({ ctx, input: { id, expiresIn, inline } }) =>
      signDownload(ctx.services, ctx.work, { file: id, expiresIn, isInline: inline }),
    ),
  /** How much room an organization has for files, in bytes. */
  quota: procedure
    .input(inOrganization)
    .query(({ ctx, input }) => readQuota(ctx.services, ctx.work, input.organization)),
  /** The tags of its files with how often each is used, for filters. */
  tags: procedure
    .input(inOrganization)
    .query(({ ctx, input }) => listFileTags(ctx.services, ctx.work, input.organization)),
})
