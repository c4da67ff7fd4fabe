import { Link, type LinkProps } from '@tanstack/react-router'
import { formatNumber } from '../ui/format.ts'
import styles from './dashboard.module.css'

interface TileProps {
  readonly label: string
  readonly count: number
  /** Only a word beside a number other than zero is worth a colour. */
  readonly tone?: 'bad'
  /** The list of what was counted. */
  readonly to?: LinkProps
}

/** One number, and the way to what it counts. In a list of definitions. */
export function Tile({ label, count, tone, to }: TileProps) {
  const shown = formatNumber(count)
  return (
    <div className={styles.tile} data-tone={count > 0 ? tone : undefined}>
      <dt>{label}</dt>
      <dd className="tabular">
        {to ? (
          <Link {...to} className={styles.tileLink ?? ''} aria-label={`${label}: ${shown}`}>
            {shown}
          </Link>
        ) : (
          shown
        )}
      </dd>
    </div>
  )
}
