import type { FileServices } from '../file-services.ts'
import { findDrift, findLeftOver } from './find-left-over.ts'
import { findLost } from './find-lost.ts'
import { findStrays } from './find-strays.ts'
import type { StorageFault } from './storage-fault.ts'

/** What a check stands on: no scanner, no keys. */
export type CheckServices = Pick<FileServices, 'database' | 'storages' | 'clock' | 'log'>

export interface CheckOptions {
  /** Nothing younger is looked at: it may be on its way. */
  readonly graceHours?: number
  /** Reads every byte. */
  readonly isDeep?: boolean
  /** Questions to a store at the same time. */
  readonly atOnce?: number
  readonly signal?: AbortSignal
}

export interface Checking extends CheckServices {
  readonly before: Date
  readonly isDeep: boolean
  readonly atOnce: number
  readonly signal: AbortSignal | undefined
  /** Counted as it goes on. */
  readonly seen: Seen
}

export interface Seen {
  blobs: number
  objects: number
}

export const GRACE_HOURS = 24
const AT_ONCE = 16

/**
 * Holds rows against bytes, of every provider that is open, and tells what does not fit as it finds it. Changes nothing. It takes
 * as much memory for a million objects as for a thousand. A store that cannot be asked ends it: nothing is called lost for that.
 */
export async function* findFaults(
  services: CheckServices,
  { graceHours = GRACE_HOURS, isDeep = false, atOnce = AT_ONCE, signal }: CheckOptions,
  seen: Seen = { blobs: 0, objects: 0 },
): AsyncGenerator<StorageFault, undefined> {
  const before = new Date(services.clock().getTime() - graceHours * 3_600_000)
  const checking: Checking = { ...services, before, isDeep, atOnce, signal, seen }
  yield* findLost(checking)
  yield* findStrays(checking)
  yield* findLeftOver(checking)
  yield* findDrift(checking)
}
