import type { CountedFault, FaultCounts } from '@groundwork/db'

/** So many are told: a file has few ways to be wrong, and a plan that does not fit it has many. */
const mostTold = 50

/** How often each rule was broken, the most frequent first. `next` counts a stretch, for there may be millions. */
export async function countFaults(
  next: (after: string | null) => Promise<FaultCounts>,
): Promise<readonly CountedFault[]> {
  const counted = new Map<string, CountedFault>()
  let after: string | null = null
  do {
    const { faults, last } = await next(after)
    for (const { rule, column, count } of faults) {
      const key = JSON.stringify([rule, column])
      counted.set(key, { rule, column, count: count + (counted.get(key)?.count ?? 0) })
    }
    after = last
  } while (after !== null)
  return [...counted.values()].sort((one, other) => other.count - one.count).slice(0, mostTold)
}
