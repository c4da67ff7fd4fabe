import { type PointerEvent, useId, useState } from 'react'
import { formatDay, formatNumber } from '../ui/format.ts'
import styles from './chart.module.css'
import type { ChartSeries } from './chart-series.ts'
import { countScale } from './count-scale.ts'
import type { ChartDay } from './day-series.ts'
import { DayTable } from './day-table.tsx'
import { Legend } from './legend.tsx'
import { words } from './words.ts'

interface DayColumnsProps {
  /** What is counted. */
  readonly label: string
  readonly series: readonly ChartSeries[]
  readonly days: readonly ChartDay[]
}

const plotHeight = 160
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
const dayOf = ({ day }: ChartDay) => formatDay(`${day}T00:00:00`)

/**
 * A column for each day, the series one on the other. Widths are shares of the place there is, so that nothing is measured and
 * nothing is drawn twice. Who does not see it hears its sum, and has every number in the table below.
 */
export function DayColumns({ label, series, days }: DayColumnsProps) {
  const [pointed, setPointed] = useState<number | null>(null)
  const hatch = useId()
  const { top, lines } = countScale(Math.max(...days.map(({ counts }) => sumOf(counts))))
  const heightOf = (count: number) => (count / top) * plotHeight
  const shown = pointed === null ? undefined : days[pointed]

  return (
    <figure className={styles.figure} aria-label={label}>
      <figcaption className={styles.caption}>
        <span className={styles.name}>{label}</span>
        <Legend series={series} />
      </figcaption>
      <div className={styles.plot}>
        <div className={styles.scale} aria-hidden style={{ height: plotHeight }}>
          {lines.map((line) => (
            <span key={line} className="tabular" style={{ bottom: heightOf(line) }}>
              {formatNumber(line)}
            </span>
          ))}
        </div>
        <div className={styles.field}>
          <svg
            className={styles.columns}
            width="100%"
            height={plotHeight}
            role="img"
            aria-label={inWords(label, series, days)}
            onPointerMove={(event) => setPointed(placeAt(event, days.length))}
            onPointerLeave={() => setPointed(null)}
          >
            <defs>
              <pattern
                id={hatch}
                data-tone="bad"
                width="4"
                height="4"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="4" height="4" fill="currentColor" opacity="0.35" />
                <rect width="2" height="4" fill="currentColor" />
              </pattern>
            </defs>
            {lines.map((line) => (
              <line key={line} x1="0" x2="100%" y1={plotHeight - heightOf(line)} y2={plotHeight - heightOf(line)} />
            ))}
            {pointed !== null && (
              <rect
                className={styles.pointed}
                x={percent(pointed / days.length)}
                width={percent(1 / days.length)}
                height="100%"
              />
            )}
            {days.map(({ day, counts }, place) =>
              counts.map((count, at) => {
                const { label: name, tone = 'plain' } = series[at] ?? {}
                return (
                  count > 0 && (
                    <rect
                      key={`${day} ${name}`}
                      data-tone={tone}
                      x={percent((place + 0.15) / days.length)}
                      width={percent(0.7 / days.length)}
                      y={plotHeight - heightOf(sumOf(counts.slice(0, at + 1)))}
                      height={heightOf(count)}
                      fill={tone === 'bad' ? `url(#${hatch})` : 'currentColor'}
                      rx="1"
                    />
                  )
                )
              }),
            )}
          </svg>
          {shown && pointed !== null && (
            <div className={styles.tip} aria-hidden style={tipAt((pointed + 0.5) / days.length)}>
              <strong>{dayOf(shown)}</strong>
              {series.map(({ label: name }, at) => (
                <span key={name}>{words.total(name, shown.counts[at] ?? 0)}</span>
              ))}
            </div>
          )}
          <div className={styles.ends} aria-hidden>
            {[days[0], days.at(-1)].map((day) => day && <span key={day.day}>{dayOf(day)}</span>)}
          </div>
        </div>
      </div>
      <DayTable label={label} series={series} days={days} />
    </figure>
  )
}

const percent = (share: number) => `${share * 100}%`

/** Which day is under the pointer. */
function placeAt({ clientX, currentTarget }: PointerEvent<SVGSVGElement>, count: number): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)))
}

/** Beside the column, on the side where there is more room. */
const tipAt = (share: number) =>
  share < 0.5 ? { insetInlineStart: percent(share) } : { insetInlineEnd: percent(1 - share) }

function inWords(label: string, series: readonly ChartSeries[], days: readonly ChartDay[]): string {
  const sums = series.map(({ label: name }, at) => words.total(name, sumOf(days.map(({ counts }) => counts[at] ?? 0))))
  const [most] = days.toSorted((one, other) => sumOf(other.counts) - sumOf(one.counts))
  return [`${label}: ${sums.join(', ')}.`, ...(most ? [words.most(dayOf(most), sumOf(most.counts))] : [])].join(' ')
}
