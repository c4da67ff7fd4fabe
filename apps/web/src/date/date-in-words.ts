import { formatDay } from '../ui/format.ts'
import { rangeOf } from '../ui/range.ts'
import { datePresets } from './date-range.ts'
import { words } from './words.ts'

/** `Last 7 days`, `1 Jan – 31 Jan`: what a date filter says on its pill. */
export function dateInWords(date: string): string {
  const preset = datePresets.find((known) => known === date)
  if (preset) return words.dates[preset]
  const { from, to } = rangeOf(date)
  if (from && to) return `${formatDay(from)} – ${formatDay(to)}`
  return from ? `${words.dateFrom} ${formatDay(from)}` : `${words.dateTo} ${formatDay(to ?? '')}`
}
