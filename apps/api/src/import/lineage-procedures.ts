import { faultyRowsQuery, jobIssuesQuery, jobRowsQuery, type Resource } from '@groundwork/domain'
import { dataJobIssues, dataJobRows, fileImports, listFaultyRows, rowLineage } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

const key = z.strictObject({ id: z.string().min(1).max(100) })

/** Where a row comes from. */
export const lineageProcedures = (resource: Resource) => ({
  lineage: procedure.input(key).query(({ ctx, input }) => rowLineage(ctx.services, ctx.work, resource, input.id)),
})

/** What a job did, row by row, and what kept others from landing. */
export const jobLineageProcedures = {
  rows: procedure.input(jobRowsQuery).query(({ ctx, input }) => dataJobRows(ctx.services, ctx.work, input)),
  issues: procedure.input(jobIssuesQuery).query(({ ctx, input }) => dataJobIssues(ctx.services, ctx.work, input)),
  faultyRows: procedure.input(faultyRowsQuery).query(({ ctx, input }) => listFaultyRows(ctx.services, ctx.work, input)),
}

/** What has been made of a file. */
export const fileLineageProcedures = {
  imports: procedure.input(key).query(({ ctx, input }) => fileImports(ctx.services, ctx.work, input.id)),
}
