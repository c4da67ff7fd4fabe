/** Beyond this there is little time left, whatever threshold an organization has chosen for itself. */
export const criticalPercent = 95

/** So far use must fall below a threshold before reaching it again is news. */
const slackPercent = 5

export interface QuotaUse {
  readonly usedBytes: number
  readonly quotaBytes: number
  readonly warningThreshold: number
}

/** Whole percent, rounded down: nobody is warned of what is not yet reached. */
export const usedPercent = ({ usedBytes, quotaBytes }: QuotaUse): number =>
  quotaBytes > 0 ? Math.floor((usedBytes / quotaBytes) * 100) : usedBytes > 0 ? 100 : 0

/** What a quota bar says. */
export type QuotaLevel = 'fine' | 'warning' | 'critical' | 'full'

export function quotaLevel(use: QuotaUse): QuotaLevel {
  const percent = usedPercent(use)
  if (percent >= 100) return 'full'
  if (percent >= criticalPercent) return 'critical'
  return percent >= use.warningThreshold ? 'warning' : 'fine'
}

export interface QuotaNews {
  /** What people have been told of from now on: the highest threshold that is still reached, 0 for none. */
  readonly warned: number
  /** The threshold to tell them of now. */
  readonly crossed: number | null
}

/**
 * Each threshold is told once, and again only after use has fallen clearly below it. Who jumps over two of them is told of the
 * higher one alone.
 */
export function quotaNews(use: QuotaUse, warned: number): QuotaNews {
  const percent = usedPercent(use)
  const thresholds = [...new Set([use.warningThreshold, criticalPercent])].sort((one, other) => other - one)
  const reached = thresholds.find((threshold) => percent >= threshold) ?? 0
  if (reached > warned) return { warned: reached, crossed: reached }
  const remembered = thresholds.find((threshold) => threshold <= warned && percent >= threshold - slackPercent) ?? 0
  return { warned: Math.max(reached, remembered), crossed: null }
}
