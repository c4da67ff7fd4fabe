/** While many come in, the next one is there before this is over. */
const pauseMs = 250
/** So many that ended within a second are a flood. Somebody who brings a picture or two waits for the previews of them, and for nothing else. */
const many = 4
const floodMs = 1_000
/** Whoever uploads without end still sees previews. */
const mostMs = 5_000

/**
 * What is being scanned here, for those whose work can wait. A file is of no use to anybody before it was scanned, but it is before
 * it has a preview: where both want the same processor and the same database, the scan goes first.
 */
export class ScansUnderWay {
  private count = 0
  /** When the last ones ended. */
  private readonly ends: number[] = []
  /** Those who wait until none is under way. */
  private readonly waiting = new Set<() => void>()

  async during<Result>(scan: () => Promise<Result>): Promise<Result> {
    this.count += 1
    try {
      return await scan()
    } finally {
      this.count -= 1
      this.ends.push(performance.now())
      if (this.ends.length > many) this.ends.shift()
      if (this.count === 0) for (const wake of this.waiting) wake()
    }
  }

  /** Resolves at once where none is under way, nor was for a moment after many; else when that is so, or when it has taken too long. */
  async over(): Promise<void> {
    const until = performance.now() + mostMs
    while (performance.now() < until) {
      if (this.count > 0) await this.noneFor(until - performance.now())
      else {
        const rest = this.restAfterMany()
        if (rest <= 0) return
        await afterMs(Math.min(rest, until - performance.now()))
      }
    }
  }

  /** Resolves as soon as none is under way, or after so long. */
  private noneFor(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      this.waiting.add(wake)
    })
  }

  private restAfterMany(): number {
    const [first, last] = [this.ends.at(-many), this.ends.at(-1)]
    if (first === undefined || last === undefined || last - first > floodMs) return 0
    return last + pauseMs - performance.now()
  }
}

const afterMs = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export const scansUnderWay = new ScansUnderWay()
