import { Skeleton } from '@mantine/core'
import styles from './skeleton-rows.module.css'

const widths = [62, 48, 71, 55, 66, 43, 58, 50]

/** Rows of the final height while the first page is on its way. */
export function SkeletonRows({ label, rowHeight = 40 }: { label: string; rowHeight?: number }) {
  return (
    <div role="status" aria-label={label} className={styles.root}>
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className={styles.row} style={{ height: rowHeight }}>
          <Skeleton width={24} height={24} radius={4} />
          <Skeleton width={`${(widths[index % widths.length] ?? 50) / 2}%`} height={12} />
          <Skeleton width={72} height={12} ml="auto" />
          <Skeleton width={96} height={12} />
        </div>
      ))}
    </div>
  )
}
