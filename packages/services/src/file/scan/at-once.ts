/** From when to when a file was received, as `Date.now()` tells time. */
export interface Arrival {
  readonly from: number
  readonly to: number
}

/** What was over for so long before the last one says nothing of now. */
const recentMs = 1000
/** As many as tell it well enough. */
const most = 64
/** With so many received at a time somebody sends many: who sends one new file after the other never does. */
const manyAtOnce = 1.2

/**
 * Tells how many files were received at one moment, on average: by Little's law the time that all of them took together, divided by the
 * time in which they did. Who sends one file after the other gets no further than one, however fast.
 */
export class AtOnce {
  private recent: readonly Arrival[] = []

  constructor(private readonly span = recentMs) {}

  /** Whether these, which have come since, are of somebody who sends many. */
  areMany(arrivals: readonly Arrival[]): boolean {
    return arrivals.length > 0 && this.after(arrivals) > manyAtOnce
  }

  /** How many, with these, which have come since. */
  after(arrivals: readonly Arrival[]): number {
    const known = [...this.recent, ...arrivals]
    const last = Math.max(...known.map(({ to }) => to))
    this.recent = known.filter(({ to }) => to > last - this.span).slice(-most)
    const began = this.recent.map(({ from }) => Math.max(from, last - this.span))
    const passed = last - Math.min(...began)
    const taken = this.recent.reduce((sum, { to }, place) => sum + Math.max(0, to - (began[place] ?? to)), 0)
    return passed > 0 ? taken / passed : 0
  }
}
