import styles from './chart.module.css'
import type { ChartSeries } from './chart-series.ts'

/** Which colour is what. */
export function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series.map(({ label, tone }) => (
        <li key={label}>
          <span className={styles.swatch} data-tone={tone} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  )
}
