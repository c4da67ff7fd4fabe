import { taxQuestion } from '@groundwork/domain'
import { calculateTax } from '@groundwork/services'
import { procedure } from '../trpc/trpc.ts'

export const taxProcedures = {
  /** What is due on the lines of a document. */
  calculate: procedure.input(taxQuestion).query(({ ctx, input }) => calculateTax(ctx.services, ctx.work, input)),
}
