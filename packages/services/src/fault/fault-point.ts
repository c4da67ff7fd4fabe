import type { FaultPoint } from './fault-points.ts'

/**
 * A named place between two steps, where tests of crashes end the process as a power cut would. Does nothing unless `FAULT`
 * names it.
 */
export function faultPoint(name: FaultPoint): void {
  if (process.env.FAULT === name) process.kill(process.pid, 'SIGKILL')
}
