import type { ReactNode } from 'react'
import { formatNumber } from '../ui/format.ts'
import styles from './chart.module.css'
import type { ChartTone } from './chart-series.ts'
import { words } from './words.ts'

interface Share {
  readonly key: string
  readonly label: ReactNode
  readonly tone: ChartTone
  readonly count: number
}

/** What a whole is made of: one bar, and below it each part with its number. The list says all that the bar shows. */
export function ShareBar({ label, shares }: { label: string; shares: readonly Share[] }) {
  const whole = shares.reduce((sum, { count }) => sum + count, 0)
  return (
    <figure className={styles.figure} aria-label={label}>
      <div className={styles.bar} aria-hidden>
        {shares.map(
          ({ key, tone, count }) =>
            count > 0 && <span key={key} data-tone={tone} className={styles.share} style={{ flexGrow: count }} />,
        )}
      </div>
      <ul className={styles.shares}>
        {shares.map(({ key, label: name, tone, count }) => (
          <li key={key}>
            <span className={styles.swatch} data-tone={tone} aria-hidden />
            <span className={styles.shareName}>{name}</span>
            <span className="tabular">{formatNumber(count)}</span>
            <span className={`${styles.percent} tabular`}>
              {words.percent(Math.round((100 * count) / (whole || 1)))}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  )
}
