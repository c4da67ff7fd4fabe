import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { StorageKey, StorageProvider } from '@groundwork/storage'

/** Reads an object whole, a piece at a time. */
export async function sha256Of(storage: StorageProvider, key: StorageKey, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(await storage.open(key), hash, signal ? { signal } : {})
  return hash.digest('hex')
}
