import { getStoragePolicy, getStorageQuota, updateStoragePolicy, updateStorageQuota } from '@groundwork/services'
import { procedure } from '../../trpc/trpc.ts'
import { inOrganization } from '../lifecycle/lifecycle-input.ts'
import { policyChange, quotaChange, quotaInFull } from './quota-input.ts'

export const storageQuotaProcedures = {
  get: procedure
    .input(inOrganization)
    .output(quotaInFull)
    .query(({ ctx, input }) => getStorageQuota(ctx.services, ctx.work, input.organization)),
  update: procedure
    .input(inOrganization.extend(quotaChange.shape))
    .output(quotaInFull)
    .mutation(({ ctx, input }) => updateStorageQuota(ctx.services, ctx.work, input)),
}

export const storagePolicyProcedures = {
  get: procedure
    .input(inOrganization)
    .query(({ ctx, input }) => getStoragePolicy(ctx.services, ctx.work, input.organization)),
  update: procedure
    .input(inOrganization.extend(policyChange.shape))
    .mutation(({ ctx, input }) => updateStoragePolicy(ctx.services, ctx.work, input)),
}
