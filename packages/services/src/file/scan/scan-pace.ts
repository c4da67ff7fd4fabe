import { BusyMachine } from '../../busy-machine.ts'

/** So many files a second are taken for their scan whatever else there is to do. */
const perSecond = 16
/** So many at once, after a while in which fewer were: whoever sends a file or two waits for nothing. */
const burst = 8
/** What has waited for so long waits no longer for the sake of others. */
const longestMs = 20_000

/**
 * Who sends files waits for them to be received; whether they were scanned is asked later. So while there is not a processor to spare, no
 * more than a few a second are taken for their scan by each worker: what comes meanwhile is taken together, by far fewer statements.
 * The scans themselves may be what keeps the processors busy: that costs nobody more than the longest wait.
 */
export class ScanPace {
  private left = burst
  private at = performance.now()

  constructor(private readonly machine: Pick<BusyMachine, 'isBusy'> = new BusyMachine()) {}

  /** How many milliseconds to wait after so many more were taken, the oldest of which had waited for so long. */
  pauseAfter(count: number, waitedMs: number): number {
    const now = performance.now()
    this.left = Math.min(burst, this.left + ((now - this.at) * perSecond) / 1000)
    this.at = now
    const isPaced = this.machine.isBusy() && waitedMs < longestMs
    this.left = isPaced ? this.left - count : Math.max(0, this.left - count)
    return Math.max(0, (-this.left * 1000) / perSecond)
  }
}
