import { median } from './statistics.ts'

/** How much one side gets done in a round: calls or bytes per second. More is better. */
export type Work = (roundMs: number) => Promise<number>

export interface Effort {
  readonly rounds: number
  readonly roundMs: number
}

export interface Comparison {
  /** Median over the rounds of ours divided by the limit's. */
  readonly ratio: number
  readonly ours: number
  readonly limit: number
}

export interface Turns extends Effort {
  /** Is waited for before each turn: what a side leaves to be done later is not to disturb the other. */
  readonly rest?: () => Promise<void>
}

/**
 * Runs both sides by turns, each first in every other round. Both see the same machine, warm or busy as it is, so what
 * disturbs one round drops out of its ratio.
 */
export async function compare(ourWork: Work, theirWork: Work, turns: Turns): Promise<Comparison> {
  const { rounds, roundMs, rest = async () => undefined } = turns
  const rested =
    (work: Work): Work =>
    async (milliseconds) => {
      await rest()
      return work(milliseconds)
    }
  const [ours, limit] = [rested(ourWork), rested(theirWork)]
  await ours(roundMs / 2)
  await limit(roundMs / 2)
  const pairs: { ours: number; limit: number }[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2) {
      const theirs = await limit(roundMs)
      pairs.push({ limit: theirs, ours: await ours(roundMs) })
    } else {
      const mine = await ours(roundMs)
      pairs.push({ ours: mine, limit: await limit(roundMs) })
    }
  }
  return {
    ratio: median(pairs.map((pair) => pair.ours / pair.limit)),
    ours: median(pairs.map((pair) => pair.ours)),
    limit: median(pairs.map((pair) => pair.limit)),
  }
}
