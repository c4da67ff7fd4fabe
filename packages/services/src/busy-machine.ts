import { cpus } from 'node:os'

/** Milliseconds, each since some moment. */
interface Spent {
  /** In which processors had nothing to do, all of them together. */
  readonly idle: number
  /** Of any processor, for this process. */
  readonly own: number
  /** By the clock. */
  readonly passed: number
}

/** With less than so much of a processor to spare, whatever is begun takes from what others have running. */
const leastSpare = 0.7
/** A shorter while says how much there was to do just then, not whether there is no end to it. */
const leastMs = 250
/** What was so over a longer while says nothing of its end. */
const mostMs = 1000

/**
 * Tells whether others have left this process hardly a processor for a while. Who has not asked for long hears that they have not, until a
 * moment was watched: what comes in a flood comes at once, and would be dealt with before it is known what else there is to do.
 */
export class BusyMachine {
  private last: Spent
  private wasBusy = false

  constructor(private readonly spent: () => Spent = spentHere) {
    this.last = spent()
  }

  isBusy(): boolean {
    const now = this.spent()
    const passed = now.passed - this.last.passed
    if (passed >= leastMs) {
      const spare = now.idle - this.last.idle + now.own - this.last.own
      this.wasBusy = passed > mostMs || spare < leastSpare * passed
      this.last = now
    }
    return this.wasBusy
  }
}

function spentHere(): Spent {
  const { user, system } = process.cpuUsage()
  const idle = cpus().reduce((sum, { times }) => sum + times.idle, 0)
  return { idle, own: (user + system) / 1000, passed: performance.now() }
}
