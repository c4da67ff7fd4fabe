import { Button } from '@mantine/core'
import { IconRefresh, IconShieldOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { putRows } from '../../api/row-cache.ts'
import styles from '../details-pane.module.css'
import type { FileRow } from '../file-queries.ts'
import { askForRescan } from './ask-for-rescan.ts'
import { ReleaseDialog } from './release-dialog.tsx'
import { words } from './words.ts'

/** What those who decide about refused files can do: have it scanned again, or let it out in their own name. */
export function QuarantineActions({ file: { id, originalFilename } }: { file: FileRow }) {
  const client = useQueryClient()
  const [isReleasing, setIsReleasing] = useState(false)

  async function release(reason: string) {
    putRows(client, 'file', [await gw.file.release({ id, reason })])
    setIsReleasing(false)
    await client.invalidateQueries({ queryKey: ['file'] })
  }

  return (
    <div className={styles.actions}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconRefresh size={16} />}
        onClick={() => void askForRescan(id)}
      >
        {words.rescan}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconShieldOff size={16} />}
        onClick={() => setIsReleasing(true)}
      >
        {words.release}
      </Button>
      {isReleasing && (
        <ReleaseDialog name={originalFilename} onRelease={release} onClose={() => setIsReleasing(false)} />
      )}
    </div>
  )
}
