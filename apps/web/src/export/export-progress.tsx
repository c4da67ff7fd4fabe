import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { rowQuery } from '../api/rows.ts'
import { ProgressBar } from '../data-job/job-progress.tsx'
import { keptUntil } from '../data-job/kept-until.ts'
import { problemOf } from '../data-job/problem-of.ts'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { formatNumber } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import styles from './export.module.css'
import { words } from './words.ts'

/** How far the export is. Changes of the job come live; whoever does not wait finds it under Jobs. */
export function ExportProgress({ job: id, onClose }: { readonly job: string; readonly onClose: () => void }) {
  const { data: job, error, refetch } = useQuery(rowQuery('dataJob', id))
  const { download } = useJobActions()
  const kept = job && keptUntil(job)
  return (
    <div className={styles.fields} aria-live="polite">
      {error && !job && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && (!job || job.status === 'PENDING' || job.status === 'RUNNING') && (
        <>
          <ProgressBar progress={job?.progress ?? 0} />
          <p className={styles.soft}>{words.writing}</p>
        </>
      )}
      {job?.status === 'COMPLETED' && (
        <div>
          <p>{words.done(formatNumber(Number(job.resultLog.rows ?? 0)))}</p>
          {kept && <p className={styles.soft}>{words.kept(kept)}</p>}
        </div>
      )}
      {job?.status === 'FAILED' && <p role="alert">{problemOf(job) ?? words.failed}</p>}
      {job?.status === 'CANCELLED' && <p>{words.cancelled}</p>}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {common.close}
        </Button>
        {job?.status === 'COMPLETED' && (
          <Button leftSection={<IconDownload size={16} />} onClick={() => void download(job, 'outputFileUrl')}>
            {words.download}
          </Button>
        )}
      </Group>
    </div>
  )
}
