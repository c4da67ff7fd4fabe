import { extendFileLease, type Lease, type WorkContext } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'

/** A process that says nothing for so long is dead; somebody else goes on with its work, or clears it away. */
export const LEASE_SECONDS = 60
const RENEW_MS = 20_000

export interface HeldLease {
  readonly version: string
  readonly lease: Lease
  /** Told when somebody else has taken the version over. */
  readonly onLost?: (error: DomainError) => void
}

/** Keeps the lease of a version alive until stopped. */
export function holdLease(
  { database, log }: Pick<FileServices, 'database' | 'log'>,
  context: WorkContext,
  { version, lease, onLost }: HeldLease,
): () => void {
  const renew = async () => {
    const isHeld = await database.withUnitOfWork(context, (work) => extendFileLease(work, version, lease))
    if (!isHeld) onLost?.(leaseLost())
  }
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error, version }, 'lease of a file version not renewed'))
  }, RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}

export const leaseLost = () =>
  new DomainError('unavailable', 'The upload was interrupted for too long. Send the file again.', {
    reason: 'lease_lost',
  })
