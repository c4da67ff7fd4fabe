import { cpus } from 'node:os'

interface Spent {
  readonly idle: number
  readonly all: number
}

/** With less than this share of its processors idle, whatever is begun takes from what runs. */
const leastIdle = 0.25
/** A shorter while says how much there was to do just then, not whether there is no end to it. */
const leastMs = 100

/** Tells whether the processors of this machine have hardly rested for a while. */
export class BusyMachine {
  private last: Spent
  private wasBusy = false

  constructor(private readonly spent: () => Spent = spentByEach) {
    this.last = spent()
  }

  isBusy(): boolean {
    const now = this.spent()
    const all = now.all - this.last.all
    if (all >= leastMs) {
      this.wasBusy = (now.idle - this.last.idle) / all < leastIdle
      this.last = now
    }
    return this.wasBusy
  }
}

/** In milliseconds, by a processor on average, since the machine started. */
function spentByEach(): Spent {
  const all = cpus()
  const each = { idle: 0, all: 0 }
  for (const { times } of all) {
    each.idle += times.idle / all.length
    each.all += (times.idle + times.user + times.nice + times.sys + times.irq) / all.length
  }
  return each
}
