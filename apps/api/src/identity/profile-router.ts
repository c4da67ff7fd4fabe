import { type PatchOf, Profile } from '@groundwork/domain'
import { getMyProfile, profileVersions, updateMyProfile } from '@groundwork/services'
import { z } from 'zod'
import { historyProcedures } from '../audit/history-procedures.ts'
import { procedure, router } from '../trpc/trpc.ts'

type Changes = PatchOf<typeof Profile>

export const profileRouter = router({
  mine: procedure.query(({ ctx }) => getMyProfile(ctx.services, ctx.work)),
  updateMine: procedure
    .input(z.strictObject({ values: Profile.patch as z.ZodType<Changes, Changes> }))
    .mutation(({ ctx, input }) => updateMyProfile(ctx.services, ctx.work, input.values)),
  ...historyProcedures(profileVersions),
})
