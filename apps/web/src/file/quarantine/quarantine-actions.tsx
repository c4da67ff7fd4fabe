import { Button, TextInput } from '@mantine/core'
import { IconRefresh, IconShieldOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { putRows } from '../../api/row-cache.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast, toastProblem } from '../../ui/toast.tsx'
import styles from '../details-pane.module.css'
import type { FileRow } from '../file-queries.ts'
import { words } from './words.ts'

/** What those who decide about refused files can do: have it scanned again, or let it out in their own name. */
export function QuarantineActions({ file: { id, originalFilename } }: { file: FileRow }) {
  const client = useQueryClient()
  const [isReleasing, setIsReleasing] = useState(false)
  const [reason, setReason] = useState('')

  async function rescan() {
    try {
      await gw.file.rescan({ id })
      toast(words.rescanAsked)
    } catch (error) {
      toastProblem(error)
    }
  }

  async function release() {
    putRows(client, 'file', [await gw.file.release({ id, reason: reason.trim() })])
    setIsReleasing(false)
    setReason('')
    await client.invalidateQueries({ queryKey: ['file'] })
  }

  return (
    <div className={styles.actions}>
      <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={16} />} onClick={() => void rescan()}>
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
        <ConfirmDialog
          title={words.releaseTitle(originalFilename)}
          confirmLabel={words.releaseConfirm}
          isGrave
          isDisabled={!reason.trim()}
          onConfirm={release}
          onClose={() => setIsReleasing(false)}
        >
          <p>{words.releaseHint}</p>
          <TextInput
            mt="sm"
            label={words.reason}
            description={words.reasonHint}
            maxLength={400}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </ConfirmDialog>
      )}
    </div>
  )
}
