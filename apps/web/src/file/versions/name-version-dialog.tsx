import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words as common } from '../../ui/words.ts'
import type { VersionRow } from './version-queries.ts'
import { words } from './words.ts'

interface NameVersionDialogProps {
  readonly file: string
  readonly version: VersionRow
  readonly onNamed: () => Promise<void>
  readonly onClose: () => void
}

export function NameVersionDialog({ file, version, onNamed, onClose }: NameVersionDialogProps) {
  const { number } = version
  const [label, setLabel] = useState(version.label ?? '')
  return (
    <ConfirmDialog
      title={words.nameTitle(number)}
      confirmLabel={common.save}
      onConfirm={async () => {
        await gw.file.nameVersion({ id: file, number, label: label.trim() || null })
        onClose()
        await onNamed()
      }}
      onClose={onClose}
    >
      <TextInput
        label={words.nameLabel}
        description={words.nameHint}
        maxLength={120}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
    </ConfirmDialog>
  )
}
