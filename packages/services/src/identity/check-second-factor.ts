import {
  burnBackupCode,
  findSecondFactor,
  type SignInAccount,
  takeTotpStep,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { hashOfBackupCode } from './backup-code.ts'
import type { IdentityServices } from './identity-services.ts'
import { unseal } from './seal.ts'
import { stepOfCode } from './totp.ts'

/**
 * Takes a code of the app or a backup code, once: of two who send the same one at the same moment, one is right. Slowed
 * down by what the server knows, the account; the delay passes.
 * @throws DomainError rate_limited `too_many_attempts`
 */
export async function checkSecondFactor(
  services: IdentityServices,
  context: WorkContext,
  { account, otp }: { readonly account: SignInAccount; readonly otp: string },
): Promise<boolean> {
  const attempt = { account: account.userId, network: null, factor: 'otp' } as const
  await services.throttle.admit(attempt)
  const code = otp.replace(/\s/g, '')
  const isRight = await services.database.withUnitOfWork(context, (work) =>
    /^\d{6}$/.test(code) ? takeCode(services, work, account, code) : useBackupCode(services, work, account, code),
  )
  if (isRight) await services.throttle.forgive(attempt)
  return isRight
}

async function takeCode(
  { keys, clock }: IdentityServices,
  work: UnitOfWork,
  { userId }: SignInAccount,
  code: string,
): Promise<boolean> {
  const factor = await findSecondFactor(work, userId)
  if (!factor?.isConfirmed) return false
  const step = stepOfCode(unseal({ key: keys.secondFactorKey, owner: userId }, factor.sealedSecret), code, clock())
  return step !== null && takeTotpStep(work, userId, step)
}

async function useBackupCode(
  { keys, clock }: IdentityServices,
  work: UnitOfWork,
  { userId, username }: SignInAccount,
  code: string,
): Promise<boolean> {
  const hash = hashOfBackupCode(keys.backupCodePepper, { userId, code })
  const burnt = await burnBackupCode(work, { userId, hash, now: clock() })
  if (!burnt) return false
  work.record({
    action: 'BACKUP_CODE_USED',
    resource: 'user',
    organization: null,
    objectId: userId,
    objectRepr: username,
    details: { left: burnt.left },
  })
  return true
}
