import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from './statistics.ts'

interface Paced {
  readonly p95: number
  readonly refused: number
  readonly calls: number
}

/** One call after the other at the pace of somebody who works with lists: enough to tell how long they wait, too little to be the load. */
const everyMs = 40

/** Calls until it is over, and tells how long the calls took and how many were refused. */
export async function paced(call: () => Promise<unknown>, isOver: (elapsedMs: number) => boolean): Promise<Paced> {
  const times: number[] = []
  let refused = 0
  const begun = performance.now()
  while (!isOver(performance.now() - begun)) {
    const started = performance.now()
    try {
      await call()
      times.push(performance.now() - started)
    } catch {
      // That there was one is what is measured.
      refused++
    }
    await delay(everyMs)
  }
  return { p95: quantile(times, 0.95), refused, calls: times.length + refused }
}
