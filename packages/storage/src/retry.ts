import { setTimeout as delay } from 'node:timers/promises'

const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 20_000

export interface Retrying {
  attempts: number
  /** Ends the waiting. What a try itself does about it is its own business. */
  signal?: AbortSignal | undefined
  /** Whether the same request may do later; every request that is sent so may be repeated. */
  isPassing(error: unknown): boolean
  /** How long the store asked to be left alone. */
  retryAfterMs(error: unknown): number
}

/**
 * Tries again what may pass, after a wait that the store names or that grows, and that chance lengthens or cuts, so that many
 * senders do not come back at once.
 */
export async function retrying<T>(
  work: () => Promise<T>,
  { attempts, signal, isPassing, retryAfterMs }: Retrying,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !isPassing(error)) throw error
      const asked = Math.min(retryAfterMs(error), LONGEST_WAIT_MS)
      const own = Math.random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS)
      await delay(asked + own, undefined, signal && { signal })
    }
  }
}

/** From the header of an answer, which counts in seconds. */
export function readRetryAfter(header: string | undefined): number {
  const seconds = Number(header)
  return seconds > 0 ? seconds * 1000 : 0
}

/** Answers after which the same request may do later. None at all is one of them. */
export const isPassingStatus = (status: number | undefined): boolean =>
  status === undefined || status === 408 || status === 429 || status >= 500
