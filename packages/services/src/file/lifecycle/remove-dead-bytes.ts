import { asSystem, blobTombstones, forgetBlobs, mayPurgeBytes, type StoredBlob } from '@groundwork/db'
import { toStorageKey } from '@groundwork/storage'
import { faultPoint } from '../../fault/fault-point.ts'
import { derivativeKeysOf } from '../derive/put-derivatives.ts'
import type { FileServices } from '../file-services.ts'

const system = asSystem('remove bytes that no file is made of any more')

const batch = 100

type ByteServices = Pick<FileServices, 'database' | 'storages' | 'log'>

/**
 * Removes the bytes and derivatives of tombstones, and then their rows: whoever dies in between leaves a row that says what is
 * still to be removed, and removing twice is as good as once. While a backup copies, nothing is removed. Says how many blobs are gone.
 */
export async function removeDeadBytes(services: ByteServices, signal?: AbortSignal): Promise<number> {
  const { database } = services
  let removed = 0
  while (!signal?.aborted) {
    const dead = await database.withUnitOfWork(system, async (work) =>
      (await mayPurgeBytes(work)) ? blobTombstones(work, { limit: batch }) : [],
    )
    if (!dead.length) break
    const gone = await removeBytes(services, dead)
    faultPoint('after:bytes_removed')
    // What a provider does not let go of now is tried again the next time.
    if (!gone.length) break
    await database.withUnitOfWork(system, (work) => forgetBlobs(work, gone))
    removed += gone.length
  }
  return removed
}

async function removeBytes({ storages, log }: ByteServices, dead: readonly StoredBlob[]): Promise<string[]> {
  const gone: string[] = []
  for (const provider of new Set(dead.map(({ storageProvider }) => storageProvider))) {
    const blobs = dead.filter(({ storageProvider }) => storageProvider === provider)
    try {
      await storages.of(provider).remove(blobs.flatMap(keysOf))
      gone.push(...blobs.map(({ id }) => id))
    } catch (error) {
      log.warn({ err: error, provider, blobs: blobs.length }, 'bytes could not be removed')
    }
  }
  return gone
}

/** Also what a killed worker made of them and did not come to write down. */
const keysOf = (blob: StoredBlob) => [toStorageKey(blob.storageKey), ...derivativeKeysOf(blob)]
