import { setTimeout as delay } from 'node:timers/promises'

/**
 * @param {string} url of a stack
 * @returns {Promise<boolean>} whether all of it is up
 */
export async function isReady(url) {
  try {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2000) })
    return response.status === 200
  } catch {
    return false // Nobody listens there, or not yet.
  }
}

/**
 * Waits until a stack is up; how long that may take is the caller's business, through the signal.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 */
export async function untilReady(url, signal) {
  while (!(await isReady(url))) {
    signal.throwIfAborted()
    await delay(50)
  }
}
