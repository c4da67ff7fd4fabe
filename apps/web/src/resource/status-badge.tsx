import { useQuery } from '@tanstack/react-query'
import styles from './status-badge.module.css'
import { statusesQuery } from './statuses.ts'
import { spell } from './words.ts'

/** How a record stands, in a word; the colour only repeats it. */
export function StatusBadge({ slug }: { slug: string }) {
  const { data } = useQuery(statusesQuery)
  const known = data?.get(slug)
  return (
    <span className={styles.state}>
      <span className={styles.dot} style={known?.color ? { background: known.color } : undefined} aria-hidden />
      {known?.name ?? spell(slug)}
    </span>
  )
}
