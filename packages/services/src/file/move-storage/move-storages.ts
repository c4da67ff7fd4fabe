import {
  asSystem,
  blobsToMove,
  claimStorageMove,
  leaveStorageMove,
  type MoveLease,
  renewStorageMove,
  type StoredBlob,
} from '@groundwork/db'
import { isStorageError } from '@groundwork/storage'
import { v4 } from 'uuid'
import type { FileServices } from '../file-services.ts'
import { CannotMove, moveBlob } from './move-blob.ts'

const system = asSystem('move organizations from one storage to another')

/** A worker that says nothing for so long is dead, and another one goes on. */
const LEASE_SECONDS = 60
const RENEW_MS = 20_000
const batch = 100

type MoveServices = Pick<FileServices, 'database' | 'storages' | 'log'>

/** Goes on with every move that is under way, one after the other. Says how many blobs were moved. */
export async function moveStorages(services: MoveServices, signal?: AbortSignal): Promise<number> {
  const { database } = services
  const seen: string[] = []
  let moved = 0
  while (!signal?.aborted) {
    const lease = await database.withUnitOfWork(system, (work) =>
      claimStorageMove(work, { token: v4(), seconds: LEASE_SECONDS, except: seen }),
    )
    if (!lease) break
    seen.push(lease.organization)
    moved += await moveOrganization(services, lease, signal)
  }
  return moved
}

/** As long as the lease holds: a move that was turned round is not ours any more. */
async function moveOrganization(services: MoveServices, lease: MoveLease, signal?: AbortSignal): Promise<number> {
  const { database, log } = services
  const lost = new AbortController()
  const release = holdMove(services, lease, () => lost.abort(new Error('The lease of the move was lost')))
  const stop = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal
  let problem: string | null = null
  let moved = 0
  try {
    for await (const blob of elsewhere(services, lease, stop)) {
      try {
        if ((await moveBlob(services, { lease, blob, signal: stop })) === 'moved') moved += 1
      } catch (error) {
        if (stop.aborted) break
        problem = problemOf(error)
        log.error({ err: error, organization: lease.organization, blob: blob.id }, 'a blob was not moved')
        // What is wrong with one blob does not hold up the others; a store that does not answer does.
        if (!(error instanceof CannotMove)) break
      }
    }
    const isFinished = await database.withUnitOfWork(system, (work) => leaveStorageMove(work, lease, problem))
    if (moved || isFinished)
      log.info({ ...lease, token: undefined, moved, isFinished }, 'files moved to another storage')
    return moved
  } finally {
    release()
  }
}

async function* elsewhere(
  { database }: MoveServices,
  lease: MoveLease,
  stop: AbortSignal,
): AsyncGenerator<StoredBlob, undefined> {
  for (let after: string | null = null; !stop.aborted; ) {
    const last: string | null = after
    const page: readonly StoredBlob[] = await database.withUnitOfWork(system, (work) =>
      blobsToMove(work, lease, { after: last, limit: batch }),
    )
    for (const blob of page) {
      if (stop.aborted) return
      yield blob
    }
    after = page.at(-1)?.id ?? null
    if (page.length < batch) return
  }
}

const problemOf = (error: unknown): string =>
  error instanceof CannotMove || isStorageError(error) ? error.message : 'Something went wrong: the log says what'

function holdMove({ database, log }: MoveServices, lease: MoveLease, onLost: () => void): () => void {
  const renew = async () => {
    const isHeld = await database.withUnitOfWork(system, (work) => renewStorageMove(work, lease, LEASE_SECONDS))
    if (!isHeld) onLost()
  }
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, 'lease of a storage move not renewed'))
  }, RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}
