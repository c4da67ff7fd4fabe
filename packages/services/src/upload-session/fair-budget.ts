import { DomainError } from '@groundwork/domain'

/** Of the whole, for one holder. */
const SHARE = 1 / 4

const RETRY_SECONDS = 5

/**
 * What one process may use of something scarce at a time, and one holder of it: whoever keeps many connections open slows themselves
 * down, not everybody. The first of a holder always fits in their share, and the first of all in the whole.
 */
export class FairBudget {
  readonly #most: number
  readonly #holders = new Map<string, number>()
  #used = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Runs with so much of it. @throws DomainError unavailable, `server_busy`, when there is not as much left */
  async using<Result>(holder: string, amount: number, run: () => Promise<Result>): Promise<Result> {
    this.#take(holder, amount)
    try {
      return await run()
    } finally {
      this.#give(holder, amount)
    }
  }

  #take(holder: string, amount: number): void {
    const own = this.#holders.get(holder) ?? 0
    const isOverShare = own > 0 && own + amount > this.#most * SHARE
    const isOverAll = this.#used > 0 && this.#used + amount > this.#most
    if (isOverShare || isOverAll) throw busy()
    this.#holders.set(holder, own + amount)
    this.#used += amount
  }

  #give(holder: string, amount: number): void {
    const left = (this.#holders.get(holder) ?? 0) - amount
    if (left > 0) this.#holders.set(holder, left)
    else this.#holders.delete(holder)
    this.#used -= amount
  }
}

const busy = () =>
  new DomainError('unavailable', 'The server is receiving as much as it can. Try again in a moment.', {
    reason: 'server_busy',
    details: { retryAfterSeconds: RETRY_SECONDS },
  })
