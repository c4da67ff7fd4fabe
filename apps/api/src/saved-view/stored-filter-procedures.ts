import { defaultAudiences } from '@groundwork/domain'
import { clearDefaultView, readDefaultViews, setDefaultView } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

/** Whose first sight of a list it is: the caller's own, or the organization's. */
export const defaultBody = z.strictObject({ audience: z.enum(defaultAudiences) })
export const listPlace = z.strictObject({ organization: z.uuid(), resource: z.string().min(1).max(60) })
const change = defaultBody.extend({ id: z.uuid() })

export const storedFilterProcedures = {
  /** The views that a list starts with. */
  defaults: procedure.input(listPlace).query(({ ctx, input }) => readDefaultViews(ctx.services, ctx.work, input)),
  setDefault: procedure.input(change).mutation(({ ctx, input }) => setDefaultView(ctx.services, ctx.work, input)),
  clearDefault: procedure.input(change).mutation(({ ctx, input }) => clearDefaultView(ctx.services, ctx.work, input)),
}
