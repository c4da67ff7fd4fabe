import type { DataJobRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { words } from './words.ts'

/** The rows that did not pass as a file of their own, to be mended elsewhere. Nothing where there are none. */
export function BadRowsButton({ job }: { job: DataJobRow }) {
  const { download } = useJobActions()
  if (!job.errorFile) return null
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      title={words.badRowsHint}
      onClick={() => void download(job, 'errorFileUrl')}
    >
      {words.badRows}
    </Button>
  )
}
