import {
  changeQuota,
  type StorageBreakdown,
  type StorageUse,
  storageBreakdown,
  storageUse,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  auditedDifference,
  DomainError,
  Organization,
  type QuotaLevel,
  quotaLevel,
  type RowOf,
} from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
import { isUnlimited } from '../../identity/acting.ts'
import type { EngineServices } from '../../resource/verbs.ts'
import { seesEveryFile } from '../sees-every-file.ts'

/** How much room an organization has for files, and how near it is to its end. */
export interface QuotaNow extends StorageUse {
  readonly level: QuotaLevel
}

/** With what the room is used for; null for those who do not see every file, as it would tell of the others. */
export interface QuotaInFull extends QuotaNow {
  readonly organization: string
  readonly breakdown: StorageBreakdown | null
}

/** The sums alone: what a bar shows on every page. */
export function readQuota({ database }: EngineServices, context: WorkContext, organization: string): Promise<QuotaNow> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return quotaNow(work, organization)
  })
}

export function getStorageQuota(
  { database }: EngineServices,
  context: WorkContext,
  organization: string,
): Promise<QuotaInFull> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return inFull(work, organization)
  })
}

export interface QuotaChange {
  readonly organization: string
  readonly quotaBytes?: number | undefined
  readonly warningThreshold?: number | undefined
}

/**
 * Changes how much room there is, and from where people are warned. Nobody gives themselves more room: that is for those who
 * may change the organization above, and at the top for superusers. Less than is used is allowed; then nothing new fits.
 */
export function updateStorageQuota(
  { database }: EngineServices,
  context: WorkContext,
  { organization, quotaBytes, warningThreshold }: QuotaChange,
): Promise<QuotaInFull> {
  return database.withUnitOfWork(context, async (work) => {
    const place = await work.get(Organization, organization)
    refuseUnlessAllowed(context, place, quotaBytes === undefined ? organization : place.parent)
    const before = await storageUse(work, organization)
    const after = {
      quotaBytes: quotaBytes ?? before.quotaBytes,
      warningThreshold: warningThreshold ?? before.warningThreshold,
    }
    const changes = auditedDifference(
      { quotaBytes: before.quotaBytes, warningThreshold: before.warningThreshold },
      after,
    )
    if (Object.keys(changes).length) {
      await changeQuota(work, organization, after)
      const about = { organization, objectId: organization, objectRepr: place.name }
      work.record({ action: 'UPDATE', resource: 'storageQuota', ...about, changes })
    }
    return inFull(work, organization)
  })
}

/** `from`: whoever may change this organization may do it. Null is above the top. */
function refuseUnlessAllowed(context: WorkContext, { id }: RowOf<typeof Organization>, from: string | null): void {
  if (isUnlimited(context) || (from !== null && mayIn(context, from, 'change', Organization.name))) return
  const message =
    from === id
      ? 'Not allowed: change the storage quota'
      : 'Only those who may change the organization above give it more room'
  throw new DomainError('forbidden', message, { reason: 'quota_not_yours' })
}

async function quotaNow(work: UnitOfWork, organization: string): Promise<QuotaNow> {
  const use = await storageUse(work, organization)
  return { ...use, level: quotaLevel(use) }
}

async function inFull(work: UnitOfWork, organization: string): Promise<QuotaInFull> {
  const now = await quotaNow(work, organization)
  const breakdown = seesEveryFile(work.context, organization) ? await storageBreakdown(work, organization) : null
  return { organization, ...now, breakdown }
}
