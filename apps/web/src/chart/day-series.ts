/** What was counted on a day, `2026-11-21`: one number for each series of the chart, in their order. */
export interface ChartDay {
  readonly day: string
  readonly counts: readonly number[]
}

type Counted<Name extends string> = { readonly day: string } & Readonly<Record<Name, number>>

interface Reach {
  /** A moment of the last day. */
  readonly until: string
  /** So many days are shown, also when less is known. */
  readonly atLeast: number
}

const dayMs = 24 * 60 * 60 * 1000
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/**
 * Every day up to the one of `until`, in order: where nothing was counted there is a zero, not a gap that would make far days look
 * like neighbours.
 */
export function daySeries<Name extends string>(
  counted: readonly Counted<Name>[],
  names: readonly Name[],
  { until, atLeast }: Reach,
): readonly ChartDay[] {
  const byDay = new Map(counted.map((one) => [one.day, one]))
  const last = startOf(until.slice(0, 10))
  const first = Math.min(last - (atLeast - 1) * dayMs, ...counted.map(({ day }) => startOf(day)))
  return Array.from({ length: Math.round((last - first) / dayMs) + 1 }, (_, place) => {
    const day = new Date(first + place * dayMs).toISOString().slice(0, 10)
    return { day, counts: names.map((name) => byDay.get(day)?.[name] ?? 0) }
  })
}
