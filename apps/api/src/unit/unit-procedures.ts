import { unitConversion } from '@groundwork/domain'
import { convertUnits } from '@groundwork/services'
import { procedure } from '../trpc/trpc.ts'

export const unitProcedures = {
  /** Counts in one unit what was counted in another, in exact decimals. */
  convert: procedure.input(unitConversion).query(({ ctx, input }) => convertUnits(ctx.services, ctx.work, input)),
}
