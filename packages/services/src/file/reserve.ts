import { chargeStorage, type UnitOfWork } from '@groundwork/db'
import { notEnoughStorage } from '@groundwork/domain'

/** Quota is set aside in steps of this size when nobody said how much will come. */
export const RESERVATION_STEP = 8 * 1024 * 1024

export interface Reservation {
  readonly organization: string
  readonly bytes: number
}

/**
 * Sets bytes aside in an organization and all above it. Their quotas stay locked until the transaction ends, also where nothing was set aside:
 * whoever counts what is there next relies on it. @throws DomainError quota_exceeded
 */
export async function reserve(work: UnitOfWork, { organization, bytes }: Reservation): Promise<void> {
  const full = await chargeStorage(work, { organization, reserve: Math.max(bytes, 0) })
  if (full !== null) throw notEnoughStorage(full === organization ? 'own' : 'above')
}

/** Gives back what was set aside and is not needed. */
export async function releaseReservation(work: UnitOfWork, { organization, bytes }: Reservation): Promise<void> {
  if (bytes > 0) await chargeStorage(work, { organization, reserve: -bytes })
}
