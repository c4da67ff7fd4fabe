import {
  confirmSecondFactor,
  endSessionsOf,
  findSecondFactor,
  isSecondFactorRequired,
  offerSecondFactor,
  removeSecondFactor,
  replaceBackupCodes,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  type BackupCodes,
  type ConfirmingPassword,
  DomainError,
  invalidField,
  type Principal,
  type TotpCode,
  type TotpSetup,
} from '@groundwork/domain'
import QRCode from 'qrcode'
import { elevated, personOf } from './acting.ts'
import { hashOfBackupCode, newBackupCodes } from './backup-code.ts'
import { confirmPassword } from './confirm-password.ts'
import type { IdentityServices } from './identity-services.ts'
import { newNonce, seal, unseal } from './seal.ts'
import { tellSessionsEnded } from './session-ended.ts'
import { tellOwner } from './tell-owner.ts'
import { describeTotp, stepOfCode, totpSecretBytes } from './totp.ts'

/**
 * Makes a secret for an authenticator app. It does nothing yet: the factor is on once a code of the app has been seen.
 * @throws DomainError conflict `second_factor_active`
 */
export async function setUpTotp(services: IdentityServices, context: WorkContext): Promise<TotpSetup> {
  const { database, keys, random, clock } = services
  const { userId, username } = personOf(context)
  const secret = random(totpSecretBytes)
  const sealedSecret = seal({ key: keys.secondFactorKey, owner: userId }, secret, newNonce(random))
  await database.withUnitOfWork(context, async (work) => {
    const isKept = await offerSecondFactor(work, { userId, sealedSecret, now: clock() })
    if (!isKept) throw alreadyOn()
  })
  const described = describeTotp(secret, username)
  const svg = await QRCode.toString(described.otpauthUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return { ...described, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}

/**
 * Turns the factor on: the app and we agree. Sessions opened without it end, all but this one. Answers with backup codes.
 * @throws DomainError invalid `otp_invalid`, conflict `second_factor_active` or `second_factor_not_set_up`
 */
export async function verifyTotp(
  services: IdentityServices,
  context: WorkContext,
  { code }: TotpCode,
): Promise<BackupCodes> {
  const { database, keys, clock, principals, throttle } = services
  const person = personOf(context)
  const { userId, sessionId } = person
  const attempt = { account: userId, network: null, factor: 'otp' } as const
  await throttle.admit(attempt)

  const made = newCodesOf(services, userId)
  const now = clock()
  await database.withUnitOfWork(context, async (work) => {
    const offered = await findSecondFactor(work, userId)
    if (!offered) throw notOn()
    if (offered.isConfirmed) throw alreadyOn()
    const { sealedSecret } = offered
    const step = stepOfCode(unseal({ key: keys.secondFactorKey, owner: userId }, sealedSecret), code, now)
    if (step === null) throw invalidField('code', 'This code is not right', 'otp_invalid')
    if (!(await confirmSecondFactor(work, { userId, sealedSecret, step, now }))) throw alreadyOn()
    await replaceBackupCodes(work, { userId, hashes: made.hashes, now })
    await endSessionsOf(work, { userId, except: sessionId, now })
    recordFactorChange(work, person, 'SECOND_FACTOR_ENABLE')
  })
  await throttle.forgive(attempt)
  principals.forgetUser(userId)
  return { backupCodes: made.codes }
}

/**
 * Turns the factor off, with the password, unless one of the user's roles or organizations insists on it.
 * @throws DomainError conflict `second_factor_required` or `second_factor_not_set_up`, invalid `wrong_password`
 */
export async function disableTotp(
  services: IdentityServices,
  context: WorkContext,
  { password }: ConfirmingPassword,
): Promise<void> {
  const person = personOf(context)
  const { userId } = person
  const stillConfirmed = await confirmPassword(services, context, person, { password, field: 'password' })
  // Elevated: organizations that the user reaches in no other way may insist on it, too.
  const asked = elevated(context, 'turn a second factor off, if no organization of its owner insists on it')
  await services.database.withUnitOfWork(asked, async (work) => {
    await stillConfirmed(work)
    if (await isSecondFactorRequired(work, userId)) throw insistedOn()
    if (!(await removeSecondFactor(work, { userId, now: services.clock() }))) throw notOn()
    recordFactorChange(work, person, 'SECOND_FACTOR_DISABLE')
  })
  services.principals.forgetUser(userId)
}

/** Ten new backup codes; those before are worth nothing. @throws DomainError conflict `second_factor_not_set_up` */
export async function renewBackupCodes(
  services: IdentityServices,
  context: WorkContext,
  { password }: ConfirmingPassword,
): Promise<BackupCodes> {
  const person = personOf(context)
  const { userId } = person
  const stillConfirmed = await confirmPassword(services, context, person, { password, field: 'password' })
  const { codes, hashes } = newCodesOf(services, userId)
  await services.database.withUnitOfWork(context, async (work) => {
    await stillConfirmed(work)
    const factor = await findSecondFactor(work, userId)
    if (!factor?.isConfirmed) throw notOn()
    await replaceBackupCodes(work, { userId, hashes, now: services.clock() })
    work.record({ action: 'BACKUP_CODES_RENEW', resource: 'user', organization: null, ...objectOf(person) })
  })
  return { backupCodes: codes }
}

function newCodesOf({ keys, random }: IdentityServices, userId: string) {
  const codes = newBackupCodes(random)
  return { codes, hashes: codes.map((code) => hashOfBackupCode(keys.backupCodePepper, { userId, code })) }
}

/** One entry, and the news that the user is another now: to other processes, and to whoever has the user on screen. */
export function recordFactorChange(
  work: UnitOfWork,
  person: Owner,
  action: 'SECOND_FACTOR_ENABLE' | 'SECOND_FACTOR_DISABLE',
): void {
  const isOn = action === 'SECOND_FACTOR_ENABLE'
  const changes = { hasSecondFactor: { old: !isOn, new: isOn } }
  const { userId } = person
  work.record({ action, resource: 'user', organization: null, changes, ...objectOf(person) })
  work.emit({ topic: 'user.updated', organization: null, resource: 'user', objectId: userId, payload: {} })
  if (isOn) tellSessionsEnded(work, userId)
  tellOwner(work, userId, isOn ? 'user.secondFactorEnabled' : 'user.secondFactorDisabled')
}

type Owner = Pick<Principal, 'userId' | 'username'>

const objectOf = ({ userId, username }: Owner) => ({ objectId: userId, objectRepr: username })

const alreadyOn = () =>
  new DomainError('conflict', 'A second factor is on already: turn it off first', { reason: 'second_factor_active' })

export const notOn = () =>
  new DomainError('conflict', 'There is no second factor yet', { reason: 'second_factor_not_set_up' })

const insistedOn = () =>
  new DomainError('conflict', 'One of your roles or organizations insists on a second factor', {
    reason: 'second_factor_required',
  })
