import { setTimeout as delay } from 'node:timers/promises'

/** Asks again until it is so. */
export async function until(isSo: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(60_000)
  while (!(await isSo(signal))) {
    signal.throwIfAborted()
    await delay(50)
  }
}
