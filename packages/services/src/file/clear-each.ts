import type { Lease } from '@groundwork/db'
import { v4 } from 'uuid'
import { LEASE_SECONDS } from './file-lease.ts'
import type { FileServices } from './file-services.ts'

export interface Clearing<Item extends { readonly id: string }> {
  /** For the log. */
  readonly what: string
  /** The one that was tried longest ago, or never. */
  take(lease: Lease): Promise<Item | null>
  clear(item: Item, lease: Lease): Promise<void>
}

/**
 * Clears one after the other away until there are no more. What cannot be cleared now is logged and keeps its lease, so that nothing
 * else waits for it; when it comes up again, everything else has had its turn. Says how many were cleared.
 */
export async function clearEach<Item extends { readonly id: string }>(
  { log }: Pick<FileServices, 'log'>,
  { what, take, clear }: Clearing<Item>,
  signal?: AbortSignal,
): Promise<number> {
  const failed = new Set<string>()
  let cleared = 0
  while (!signal?.aborted) {
    const lease = { token: v4(), seconds: LEASE_SECONDS }
    const item = await take(lease)
    if (!item || failed.has(item.id)) break
    try {
      await clear(item, lease)
      cleared += 1
    } catch (error) {
      failed.add(item.id)
      log.warn({ err: error, id: item.id }, `${what} not cleared away for now`)
    }
  }
  return cleared
}
