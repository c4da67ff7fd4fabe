import { Skeleton } from '@mantine/core'
import styles from './list.module.css'

/** A few entries of the final size. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.list} role="status" aria-busy aria-label={label}>
      {[1, 2, 3].map((place) => (
        <div key={place} className={styles.item}>
          <Skeleton width={32} height={32} />
          <div className={styles.body}>
            <Skeleton width={160} height={18} />
            <Skeleton width={240} height={14} />
          </div>
        </div>
      ))}
    </div>
  )
}
