import { historyQuery, type ResourceSpec } from '@groundwork/domain'
import { type RestorableVerbs, recordHistory, restoreVersion } from '@groundwork/services'
import { z } from 'zod'
import type { ApiServices } from '../services.ts'
import { procedure } from '../trpc/trpc.ts'

const versionPlace = z.strictObject({ id: historyQuery.shape.id, entry: z.uuid() })

/** What became of one record, and the way back to what it was. */
export const historyProcedures = <S extends ResourceSpec>(verbs: RestorableVerbs<S, ApiServices>) => ({
  history: procedure
    .input(historyQuery)
    .query(({ ctx, input }) => recordHistory(ctx.services, ctx.work, verbs.resource, input)),
  restoreVersion: procedure
    .input(versionPlace)
    .mutation(({ ctx, input }) => restoreVersion(verbs, ctx.services, ctx.work, input)),
})
