import { explain, viewAs } from '@groundwork/services'
import { procedure, router } from '../trpc/trpc.ts'
import { explainInput, explanation, previewToken, viewAsInput } from './access-input.ts'

export const accessRouter = router({
  /** Which grant allows or refuses something, and why. */
  explain: procedure
    .input(explainInput)
    .output(explanation)
    .query(({ ctx, input }) => explain(ctx.services, ctx.work, input)),
  /** A token to look at an organization as somebody with one of its roles would. */
  viewAs: procedure
    .input(viewAsInput)
    .output(previewToken)
    .mutation(({ ctx, input }) => viewAs(ctx.services, ctx.work, input)),
})
