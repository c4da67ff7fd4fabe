import type { FuzzReport } from './fuzz.ts'

/** One line for each kind of breach, with the request of the first. */
export function told({ breaches }: Pick<FuzzReport, 'breaches'>): string[] {
  const kinds = new Map<string, string>()
  for (const { oracle, door, actor, what } of breaches) {
    const kind = `${oracle} ${door}`
    if (!kinds.has(kind)) kinds.set(kind, `${kind} as ${actor}: ${what}`)
  }
  return [...kinds.values()]
}
