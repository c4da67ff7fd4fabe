import { Skeleton } from '@mantine/core'
import styles from './record-pane.module.css'

/** As much room as a form takes, until its values are there. */
export const RecordSkeleton = () => (
  <div className={styles.skeleton}>
    <Skeleton height={36} />
    <Skeleton height={52} />
    <Skeleton height={52} />
    <Skeleton height={52} />
    <Skeleton height={96} />
  </div>
)
