import { Skeleton } from '@mantine/core'
import styles from './frame.module.css'

/** The frame before it is known who is signed in: the same places, empty. */
export function FrameSkeleton() {
  return (
    <div className={styles.frame} aria-busy>
      <div style={{ gridArea: 'header', padding: 10 }}>
        <Skeleton width={200} height={28} />
      </div>
      <div style={{ gridArea: 'rail' }} className={styles.ghostRail} />
      <div className={styles.column} />
    </div>
  )
}
