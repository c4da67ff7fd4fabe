import type { Filter } from '@groundwork/domain'
import { rangeOf } from '../ui/range.ts'

export const datePresets = ['today', '7d', '30d', '365d'] as const
export type DatePreset = (typeof datePresets)[number]

/** A preset, or days: `2026-01-01..2026-01-31`, where either end may be open. Undefined for anything else. */
export function dateParam(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const isPreset = (datePresets as readonly string[]).includes(value)
  return isPreset || (/^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.test(value) && value !== '..') ? value : undefined
}

const daysBack: Record<DatePreset, number> = { today: 0, '7d': 6, '30d': 29, '365d': 364 }

/** What was made in that time. Days are the reader's own, and a range counts its last day in. */
export function dateConditions(date: string | undefined, today: Date): Filter[] {
  if (!date) return []
  if (date in daysBack) return [since(dayAfter(today, -daysBack[date as DatePreset]))]
  const { from, to } = rangeOf(date)
  return [
    ...(from ? [since(localDay(from))] : []),
    ...(to ? [{ field: 'createdAt', op: 'lt', value: dayAfter(localDay(to), 1).toISOString() } as const] : []),
  ]
}

const since = (moment: Date): Filter => ({ field: 'createdAt', op: 'gte', value: moment.toISOString() })

/** Midnight, so that the same view asks the same question all day long. */
const dayAfter = (moment: Date, days: number) =>
  new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days)

const localDay = (text: string) => new Date(`${text}T00:00:00`)
