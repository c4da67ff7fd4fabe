import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from './until.ts'

/** Linux counts in hundredths of a second. */
const millisecondsPerTick = 10

/** A worker that only waits for work takes 2 %. */
const restingShare = 0.06

/** Waits until a worker has done what came before: it is no part of what is measured next. Where that cannot be told it does not wait. */
export async function untilQuiet(workerPid: number): Promise<void> {
  if (!existsSync(`/proc/${workerPid}/stat`)) return
  const isResting = async () => {
    const [before, started] = [processorMs(workerPid), performance.now()]
    await delay(1000)
    return (processorMs(workerPid) - before) / (performance.now() - started) < restingShare
  }
  await until('the worker rests', isResting, { withinMs: 300_000 })
}

/** That a process has had so far, in all of its threads. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name, in parentheses, and may hold anything.
  const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(user) + Number(system)) * millisecondsPerTick
}
