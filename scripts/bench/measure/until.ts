import { setTimeout as delay } from 'node:timers/promises'

const minute = 60_000

/** Looks again and again until something is so. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { everyMs = 20, withinMs = minute }: { readonly everyMs?: number; readonly withinMs?: number } = {},
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs / minute} minutes in vain until ${what}`)
    await delay(everyMs)
  }
}
