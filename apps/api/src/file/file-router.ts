import {
  archiveRequest,
  catalogue,
  fileAccess,
  importFromUrl,
  importRequest,
  issueArchiveTicket,
  listFileTags,
  readQuota,
  signDownload,
} from '@groundwork/services'
import { z } from 'zod'
import { exportProcedures } from '../export/export-procedures.ts'
import { fileLineageProcedures } from '../import/lineage-procedures.ts'
import { resourceProcedures } from '../trpc/resource-procedures.ts'
import { procedure, router } from '../trpc/trpc.ts'
import { without } from '../trpc/without.ts'
import { addressOfBytes } from './address-of-bytes.ts'
import { contentProcedures } from './content/content-procedures.ts'
import { lifecycleProcedures } from './lifecycle/lifecycle-procedures.ts'
import { quarantineProcedures } from './quarantine/quarantine-procedures.ts'
import { versionProcedures } from './version/version-procedures.ts'

const inOrganization = z.strictObject({ organization: z.uuid() })

/** Files are made by uploading bytes, never by a row alone. */
export const fileRouter = router({
  ...without(resourceProcedures(catalogue.file), 'create'),
  ...exportProcedures(catalogue.file.resource),
  ...fileLineageProcedures,
  ...lifecycleProcedures,
  ...contentProcedures,
  ...quarantineProcedures,
  ...versionProcedures,
  /** A link that works without signing in, for a few minutes. */
  accessUrl: procedure
    .input(z.strictObject({ id: z.uuid(), expiresIn: z.int().optional(), inline: z.boolean().default(false) }))
    .output(addressOfBytes)
    .query(({ ctx, input: { id, expiresIn, inline } }) =>
      signDownload(ctx.services, ctx.work, { file: id, expiresIn, isInline: inline }),
    ),
  /** Who reaches it, and why. */
  access: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => fileAccess(ctx.services, ctx.work, input.id)),
  /** How much room an organization has for files, in bytes. */
  quota: procedure
    .input(inOrganization)
    .query(({ ctx, input }) => readQuota(ctx.services, ctx.work, input.organization)),
  /** The tags of its files with how often each is used, for filters. */
  tags: procedure
    .input(inOrganization)
    .query(({ ctx, input }) => listFileTags(ctx.services, ctx.work, input.organization)),
  /** Fetches a file from the web. */
  importUrl: procedure
    .input(importRequest)
    .mutation(({ ctx, input, signal }) => importFromUrl(ctx.services, ctx.work, { ...input, signal })),
  /** An address from which a browser fetches a ZIP of all this, once and within a minute. */
  zipTicket: procedure
    .input(archiveRequest)
    .mutation(({ ctx, input }) => issueArchiveTicket(ctx.services, ctx.work, input)),
})
