import { backupCodes, confirmingPassword, totpCodeInput, totpSetup } from '@groundwork/domain'
import { disableTotp, renewBackupCodes, setUpTotp, verifyTotp } from '@groundwork/services'
import { procedure } from '../trpc/trpc.ts'

/** The second factor of the caller's own account. */
export const secondFactorProcedures = {
  setUpTotp: procedure.output(totpSetup).mutation(({ ctx }) => setUpTotp(ctx.services, ctx.work)),
  /** Backup codes are in this answer and in no later one. */
  verifyTotp: procedure
    .input(totpCodeInput)
    .output(backupCodes)
    .mutation(({ ctx, input }) => verifyTotp(ctx.services, ctx.work, input)),
  disableTotp: procedure
    .input(confirmingPassword)
    .mutation(({ ctx, input }) => disableTotp(ctx.services, ctx.work, input)),
  renewBackupCodes: procedure
    .input(confirmingPassword)
    .output(backupCodes)
    .mutation(({ ctx, input }) => renewBackupCodes(ctx.services, ctx.work, input)),
}
