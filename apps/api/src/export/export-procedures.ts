import type { Resource } from '@groundwork/domain'
import { procedure } from '../trpc/trpc.ts'
import { askForExport } from './ask-for-export.ts'
import { exportInput } from './export-input.ts'

/** A list as a file: the job that writes it is answered. */
export const exportProcedures = (resource: Resource) => ({
  export: procedure.input(exportInput).mutation(({ ctx, input }) => askForExport(ctx, resource, input, 'camel')),
})
