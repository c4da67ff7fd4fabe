import { BusyMachine } from '../../busy-machine.ts'
import { type Arrival, AtOnce } from './at-once.ts'

/** So many files a second are taken for their scan whatever else there is to do. */
const perSecond = 16
/** So many at once, after a while in which fewer were: whoever sends a file or two waits for nothing. */
const burst = 8
/** So long is each pause at least: many that are taken together cost hardly more than a few. */
const shortestMs = 1000
/** What has waited for so long waits no longer for the sake of others. */
const longestMs = 20_000
/** Where many begin to be sent it is looked for so long whether that takes all there is of the machine. */
const lookMs = 120

/**
 * Who sends files waits for them to be received; whether they were scanned is asked later. So while there is not a processor to spare, no
 * more than a few a second are taken for their scan by each worker: what comes meanwhile is taken together, by far fewer statements. Whoever
 * sends one file after the other is no such crowd, and may wait for each to be of use.
 * The scans themselves may be what keeps the processors busy: that costs nobody more than the longest wait.
 */
export class ScanPace {
  private left = burst
  private at = performance.now()
  private wereMany = false
  private isLooking = false

  constructor(
    private readonly machine: Pick<BusyMachine, 'isBusy'> = new BusyMachine(),
    private readonly atOnce: Pick<AtOnce, 'areMany'> = new AtOnce(),
  ) {}

  /** How many milliseconds to wait after these were taken, the oldest of which had waited for so long. */
  pauseAfter(taken: readonly Arrival[], waitedMs: number): number {
    const count = taken.length
    const areMany = this.atOnce.areMany(taken)
    const isBusy = areMany && this.machine.isBusy()
    this.isLooking = areMany && !this.wereMany && !isBusy
    this.wereMany = areMany
    const now = performance.now()
    this.left = Math.min(burst, this.left + ((now - this.at) * perSecond) / 1000)
    this.at = now
    const isPaced = isBusy && waitedMs < longestMs
    this.left = isPaced ? this.left - count : Math.max(0, this.left - count)
    if (this.left < 0) return Math.max(shortestMs, (-this.left * 1000) / perSecond)
    return this.isLooking ? lookMs : 0
  }

  /** How many more, once that is over. */
  pauseOn(): number {
    const isPaced = this.isLooking && this.machine.isBusy()
    this.isLooking = false
    return isPaced ? shortestMs - lookMs : 0
  }
}
