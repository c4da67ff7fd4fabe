import type { DataJobRow } from '@groundwork/domain'
import { FileLink } from '../lineage/file-link.tsx'
import styles from './job.module.css'

/** The files that a job reads, each with the way to it. */
export function JobInput({ job: { inputFiles } }: { job: DataJobRow }) {
  return (
    <span className={styles.links}>
      {Object.entries(inputFiles).map(([part, file]) => (
        <span key={part}>
          <FileLink id={file} />
        </span>
      ))}
    </span>
  )
}
