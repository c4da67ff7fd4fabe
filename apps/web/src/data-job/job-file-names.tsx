import type { DataJobRow } from '@groundwork/domain'
import { useQueries } from '@tanstack/react-query'
import { referenceQuery } from '../resource/references.ts'
import styles from './job.module.css'

/** What a job reads or has written, by name, as far as the reader may see it. */
export function JobFileNames({ job: { inputFiles, outputFile } }: { job: DataJobRow }) {
  const given = Object.values(inputFiles)
  const files = given.length || outputFile === null ? given : [outputFile]
  const names = useQueries({ queries: files.map((file) => ({ ...referenceQuery('file', file), retry: false })) })
    .flatMap(({ data }) => (data && 'originalFilename' in data ? [String(data.originalFilename)] : []))
    .join(', ')
  return (
    <span className={styles.counts} title={names}>
      {names || '–'}
    </span>
  )
}
