import { setTimeout as delay } from 'node:timers/promises'

const withinMs = 60_000

/** Looks again and again until something is so. */
export async function until(what: string, isSo: () => Promise<boolean>, everyMs = 20): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited a minute in vain until ${what}`)
    await delay(everyMs)
  }
}
