import { setTimeout as wait } from 'node:timers/promises'

export interface Gathering<Item, Result> {
  /** Makes many at once; undefined for what is to be made by itself. What it throws says nothing: each is then made by itself. */
  together(items: readonly Item[]): Promise<readonly (Result | undefined)[]>
  alone(item: Item): Promise<Result>
  /** For how many milliseconds more is gathered after such a batch. Left out: none, the next one is what came meanwhile. */
  pause?(items: readonly Item[]): number
  /** The same once that is over: for how many more. */
  pauseOn?(): number
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result | Promise<Result>) => void
  readonly reject: (error: unknown) => void
}

/** No lock is held for longer than so many take. */
const most = 32

/**
 * Calls that are made together: what comes while some are under way is the next batch. A single one waits for nobody; a thousand are
 * some dozens of transactions. One that fails keeps none of the others from what they want, nor does one that takes long by itself.
 */
export class Gathered<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = []
  private isAtIt = false

  constructor(private readonly gathering: Gathering<Item, Result>) {}

  call(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      if (!this.isAtIt) void this.callAll()
    })
  }

  private async callAll(): Promise<void> {
    this.isAtIt = true
    while (this.waiting.length) {
      const batch = this.waiting.splice(0, most)
      await this.callTogether(batch)
      await this.rest(batch)
    }
    this.isAtIt = false
  }

  private async rest(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const { pause, pauseOn } = this.gathering
    let pauseMs = pause?.(batch.map(({ item }) => item)) ?? 0
    while (pauseMs > 0) {
      await wait(pauseMs)
      pauseMs = pauseOn?.() ?? 0
    }
  }

  private async callTogether(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const { together, alone } = this.gathering
    const [outcome] = await Promise.allSettled([together(batch.map(({ item }) => item))])
    const made = outcome.status === 'fulfilled' ? outcome.value : []
    for (const [place, { item, resolve, reject }] of batch.entries()) {
      const result = made[place]
      if (result === undefined) alone(item).then(resolve, reject)
      else resolve(result)
    }
  }
}

/** One for all calls through the same thing, for as long as that lives. */
export function gatheredBy<Owner extends object, Item, Result>(
  gathering: (owner: Owner) => Gathering<Item, Result>,
): (owner: Owner) => Gathered<Item, Result> {
  const known = new WeakMap<Owner, Gathered<Item, Result>>()
  return (owner) => {
    const found = known.get(owner) ?? new Gathered(gathering(owner))
    known.set(owner, found)
    return found
  }
}
