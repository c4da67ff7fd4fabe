import { listUserOrganizations } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from '../trpc/trpc.ts'

export const userOrganizationsProcedures = {
  /** The organizations that a user is an active member of, by name. */
  organizations: procedure
    .input(z.strictObject({ id: z.string().min(1).max(100) }))
    .query(({ ctx, input }) => listUserOrganizations(ctx.services, ctx.work, input.id)),
}
