import { formatBytes, formatDay } from '../ui/format.ts'
import { datePresets, rangeOf } from './file-search.ts'
import { words } from './words.ts'

/** `1–10 MB`, `over 100 MB`: what a size filter says on its pill. */
export function sizeInWords(size: string): string {
  const { from, to } = rangeOf(size)
  if (from && to) return `${formatBytes(Number(from))} – ${formatBytes(Number(to))}`
  return from ? `≥ ${formatBytes(Number(from))}` : `≤ ${formatBytes(Number(to))}`
}

export function dateInWords(date: string): string {
  const preset = datePresets.find((known) => known === date)
  if (preset) return words.dates[preset]
  const { from, to } = rangeOf(date)
  if (from && to) return `${formatDay(from)} – ${formatDay(to)}`
  return from ? `${words.dateFrom} ${formatDay(from)}` : `${words.dateTo} ${formatDay(to ?? '')}`
}
