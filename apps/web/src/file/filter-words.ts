import { formatBytes } from '../ui/format.ts'
import { rangeOf } from '../ui/range.ts'

/** `1–10 MB`, `over 100 MB`: what a size filter says on its pill. */
export function sizeInWords(size: string): string {
  const { from, to } = rangeOf(size)
  if (from && to) return `${formatBytes(Number(from))} – ${formatBytes(Number(to))}`
  return from ? `≥ ${formatBytes(Number(from))}` : `≤ ${formatBytes(Number(to))}`
}
