/** While many come in, the next one is there before this is over. */
const pauseMs = 250
/** Whoever uploads without end still sees previews. */
const mostMs = 5_000

/**
 * What is being scanned here, for those whose work can wait. A file is of no use to anybody before it was scanned, but it is before
 * it has a preview: where both want the same processor and the same database, the scan goes first.
 */
export class ScansUnderWay {
  private count = 0
  private lastEnded = Number.NEGATIVE_INFINITY

  async during<Result>(scan: () => Promise<Result>): Promise<Result> {
    this.count += 1
    try {
      return await scan()
    } finally {
      this.count -= 1
      this.lastEnded = performance.now()
    }
  }

  /** Resolves at once where none was under way for a moment; else when that is so, or when it has taken too long. */
  async over(): Promise<void> {
    const until = performance.now() + mostMs
    while (performance.now() < until) {
      const rest = this.count > 0 ? pauseMs : this.lastEnded + pauseMs - performance.now()
      if (rest <= 0) return
      await afterMs(Math.min(rest, until - performance.now()))
    }
  }
}

const afterMs = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export const scansUnderWay = new ScansUnderWay()
