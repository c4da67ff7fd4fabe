import { Radio, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { storageMoveQuery } from './storage-move-query.ts'
import { words } from './words.ts'

interface MoveDialogProps {
  readonly organization: string
  readonly targets: readonly string[]
  readonly onClose: () => void
}

/** Asks to which storage the organization's bytes go. */
export function MoveDialog({ organization, targets, onClose }: MoveDialogProps) {
  const client = useQueryClient()
  const [target, setTarget] = useState(targets.length === 1 ? targets[0] : undefined)

  async function begin() {
    if (!target) return
    const move = await gw.storageMove.start({ organization, target })
    client.setQueryData(storageMoveQuery(organization).queryKey, move)
    onClose()
  }

  return (
    <ConfirmDialog
      title={words.moveTitle}
      confirmLabel={words.moveBegin}
      isDisabled={!target}
      onConfirm={begin}
      onClose={onClose}
    >
      <Stack gap={12}>
        <p>{words.moveHint}</p>
        <Radio.Group label={words.moveWhere} value={target ?? null} onChange={setTarget}>
          <Stack gap={8} mt={8}>
            {targets.map((name) => (
              <Radio key={name} value={name} label={words.storage(name)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </ConfirmDialog>
  )
}
