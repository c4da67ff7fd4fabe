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
const leastMs = 100

/** Tells whether others have left this process hardly a processor for a while: what it does itself can be left undone. */
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
      this.wasBusy = spare < leastSpare * passed
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
