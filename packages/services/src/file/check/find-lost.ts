import { asSystem, blobStill, blobsToCheck, type StoredBlob } from '@groundwork/db'
import { type ObjectHead, type StorageProvider, toStorageKey } from '@groundwork/storage'
import type { Checking } from './find-faults.ts'
import { sha256Of } from './sha256-of.ts'
import type { BlobFault } from './storage-fault.ts'

const system = asSystem('look for rows whose bytes are gone')

const batch = 500

/** Rows whose bytes are gone, or are not as they say. A page of rows at a time, of each so many asked for at once. */
export async function* findLost(checking: Checking): AsyncGenerator<BlobFault, undefined> {
  const { database, before } = checking
  for (let after: string | null = null; ; ) {
    checking.signal?.throwIfAborted()
    const from: string | null = after
    const page: readonly StoredBlob[] = await database.withUnitOfWork(system, (work) =>
      blobsToCheck(work, { after: from, before, limit: batch }),
    )
    for (let at = 0; at < page.length; at += checking.atOnce) {
      const found = await Promise.all(page.slice(at, at + checking.atOnce).map((blob) => faultsOf(checking, blob)))
      yield* found.flat()
    }
    checking.seen.blobs += page.length
    after = page.at(-1)?.id ?? null
    if (page.length < batch) return
  }
}

/** Looked at twice: a row may have moved, or gone, while its bytes were looked for. */
async function faultsOf(checking: Checking, blob: StoredBlob): Promise<BlobFault[]> {
  const faults = await compared(checking, blob)
  if (!faults.length) return []
  const now = await checking.database.withUnitOfWork(system, (work) => blobStill(work, blob))
  return now ? faults : []
}

async function compared(checking: Checking, blob: StoredBlob): Promise<BlobFault[]> {
  const storage = checking.storages.of(blob.storageProvider)
  const key = toStorageKey(blob.storageKey)
  const head = await storage.head(key)
  const about = { what: blob.storageKey, organization: blob.organization, blob }
  if (!head) return blob.isMissing ? [] : [{ ...about, kind: 'lost', detail: `no bytes at ${storage.name}` }]
  const difference = await differenceOf(checking, storage, { blob, head })
  if (difference !== null) return blob.isMissing ? [] : [{ ...about, kind: 'changed', detail: difference }]
  if (blob.isMissing) return [{ ...about, kind: 'returned', detail: `${head.bytes} bytes at ${storage.name}` }]
  const lost = await lostDerivatives(storage, blob)
  return lost.length ? [{ ...about, kind: 'underived', detail: lost.join(', ') }] : []
}

interface Compared {
  readonly blob: StoredBlob
  readonly head: ObjectHead
}

async function differenceOf(
  { isDeep, signal }: Checking,
  storage: StorageProvider,
  { blob, head }: Compared,
): Promise<string | null> {
  if (head.bytes !== blob.bytes) return `${head.bytes} bytes instead of ${blob.bytes}`
  if (isDeep && (await sha256Of(storage, toStorageKey(blob.storageKey), signal)) !== blob.sha256)
    return 'another sha256 than was received'
  // Somebody may have brought them back by hand: who repairs reads them.
  if (blob.etag !== null && head.etag !== blob.etag && !blob.isMissing) return 'replaced since they were received'
  return null
}

async function lostDerivatives(storage: StorageProvider, { derivatives }: StoredBlob): Promise<string[]> {
  const heads = await Promise.all(
    Object.entries(derivatives).map(async ([name, key]) => ((await storage.head(toStorageKey(key))) ? null : name)),
  )
  return heads.filter((name) => name !== null)
}
