import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words } from './words.ts'

interface ReleaseDialogProps {
  readonly name: string
  readonly onRelease: (reason: string) => Promise<void>
  readonly onClose: () => void
}

/** Somebody lets out in their own name what the scanner keeps back, and says why. */
export function ReleaseDialog({ name, onRelease, onClose }: ReleaseDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={words.releaseTitle(name)}
      confirmLabel={words.releaseConfirm}
      isGrave
      isDisabled={!reason.trim()}
      onConfirm={() => onRelease(reason.trim())}
      onClose={onClose}
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
  )
}
