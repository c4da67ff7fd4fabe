import { Loader } from '@mantine/core'
import { words } from '../words.ts'
import styles from './preview-skeleton.module.css'

/** Shown only when it takes longer than the eye forgives. */
export function PreviewSkeleton() {
  return (
    <div className={styles.root} role="status" aria-label={words.previewLoading}>
      <Loader size="sm" />
    </div>
  )
}
