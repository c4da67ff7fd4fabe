import { formatDay, formatNumber } from '../ui/format.ts'
import table from '../ui/plain-table.module.css'
import styles from './chart.module.css'
import type { ChartSeries } from './chart-series.ts'
import type { ChartDay } from './day-series.ts'
import { words } from './words.ts'

interface DayTableProps {
  readonly label: string
  readonly series: readonly ChartSeries[]
  readonly days: readonly ChartDay[]
}

/** Every number of a chart, for those who would rather read it, or cannot see it. The newest day is first. */
export function DayTable({ label, series, days }: DayTableProps) {
  return (
    <details className={styles.numbers}>
      <summary>{words.asTable}</summary>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            {series.map(({ label: name }) => (
              <th key={name} scope="col" className={styles.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, counts }) => (
            <tr key={day}>
              <td>{formatDay(`${day}T00:00:00`)}</td>
              {series.map(({ label: name }, at) => (
                <td key={name} className={`${styles.number} tabular`}>
                  {formatNumber(counts[at] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
