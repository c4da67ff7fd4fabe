/** How far rounds may run ahead of their pace: what somebody does alone is carried on at once, step by step. */
const AHEAD_MS = 200

/** What comes meanwhile goes together, the more the more there was. Who sends many files at once waits for them, not for what follows. */
const gatherMs = (count: number, isCrowd: boolean) => Math.min(isCrowd ? 150 : 50, 20 + 5 * count)

/**
 * How long the relay waits between two rounds. A file that somebody sends is a handful of events, each of which follows from the one
 * before: none of them waits. Where events keep coming a round waits for more of them, since its price is about the same for all it carries.
 */
export class RelayPace {
  /** Until when the rounds so far would have taken at their pace. */
  private until = Number.NEGATIVE_INFINITY

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many milliseconds to wait after a round that carried so many; `isCrowd` where they tell of many files at once. */
  pauseAfter(count: number, isCrowd = false): number {
    const now = this.now()
    const gather = gatherMs(count, isCrowd)
    this.until = Math.max(now, Math.min(this.until, now + AHEAD_MS)) + gather
    return Math.max(0, Math.min(gather, this.until - now - AHEAD_MS))
  }
}
