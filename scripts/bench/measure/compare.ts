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

/**
 * Runs both sides by turns, each first in every other round. Both see the same machine, warm or busy as it is, so what
 * disturbs one round drops out of its ratio.
 */
export async function compare(ours: Work, limit: Work, { rounds, roundMs }: Effort): Promise<Comparison> {
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
