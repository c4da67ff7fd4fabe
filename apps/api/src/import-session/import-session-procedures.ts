import { sessionStatistics, statisticsQuestion } from '@groundwork/domain'
import {
  cancelImportSession,
  catalogue,
  importSessionStatistics,
  retryImportSession,
  undoImportSession,
} from '@groundwork/services'
import { z } from 'zod'
import { exportProcedures } from '../export/export-procedures.ts'
import { resourceProcedures } from '../trpc/resource-procedures.ts'
import { procedure } from '../trpc/trpc.ts'
import { without } from '../trpc/without.ts'

const key = z.strictObject({ id: z.uuid() })
const { importSession } = catalogue

export const importSessionProcedures = {
  // What a session is of is settled when it is made; how it fares is the system's to say.
  ...without(resourceProcedures(importSession), 'update', 'restoreVersion'),
  ...exportProcedures(importSession.resource),
  cancel: procedure
    .input(key)
    .output(importSession.resource.read)
    .mutation(({ ctx, input }) => cancelImportSession(ctx.services, ctx.work, input.id)),
  retry: procedure
    .input(key)
    .output(importSession.resource.read)
    .mutation(({ ctx, input }) => retryImportSession(ctx.services, ctx.work, input.id)),
  undo: procedure
    .input(key)
    .output(importSession.resource.read)
    .mutation(({ ctx, input }) => undoImportSession(ctx.services, ctx.work, input.id)),
  statistics: procedure
    .input(statisticsQuestion)
    .output(sessionStatistics)
    .query(({ ctx, input }) => importSessionStatistics(ctx.services, ctx.work, input)),
}
