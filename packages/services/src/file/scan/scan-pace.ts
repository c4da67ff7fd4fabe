import { BusyMachine } from '../../busy-machine.ts'

/** So many files a second are taken for their scan whatever else there is to do. */
const mostWhileBusy = 64
const secondMs = 1000

/**
 * Who sends files waits for them to be received; whether they were scanned is asked later. So while there is not a processor to spare, no
 * more than a few dozen a second are taken for their scan by each worker: what comes meanwhile is taken together, by far fewer statements.
 */
export class ScanPace {
  private since = Number.NEGATIVE_INFINITY
  private taken = 0

  constructor(private readonly machine: Pick<BusyMachine, 'isBusy'> = new BusyMachine()) {}

  /** How many milliseconds to wait after so many more were taken. */
  pauseAfter(count: number): number {
    const now = performance.now()
    const isBusy = this.machine.isBusy()
    if (now - this.since >= secondMs) {
      this.since = now
      this.taken = 0
    }
    this.taken += count
    return isBusy && this.taken >= mostWhileBusy ? this.since + secondMs - now : 0
  }
}
