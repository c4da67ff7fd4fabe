import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { DocumentFileInput } from './document-file-input.tsx'
import type { DocumentRow } from './document-versions.ts'
import { words } from './words.ts'

interface NewVersionDialogProps {
  readonly row: DocumentRow
  readonly onClose: () => void
}

/** The next edition of a document: another file, everything else taken over. */
export function NewVersionDialog({ row, onClose }: NewVersionDialogProps) {
  const client = useQueryClient()
  const [file, setFile] = useState<string | null>(null)

  async function make() {
    if (!file) return
    const { versionNumber, title } = await gw.document.newVersion({ id: row.id, values: { file } })
    await client.invalidateQueries({ queryKey: ['document'] })
    toast(words.made(versionNumber, title))
    onClose()
  }

  return (
    <ConfirmDialog
      title={words.newVersionTitle(row.title)}
      confirmLabel={words.makeVersion}
      isDisabled={!file}
      onConfirm={make}
      onClose={onClose}
    >
      <DocumentFileInput
        value={file}
        error={undefined}
        isFirst
        row={row}
        onChange={(id) => setFile(typeof id === 'string' ? id : null)}
      />
      <Text size="sm" mt="sm" c="var(--gw-text-soft)">
        {words.newVersionHint}
      </Text>
    </ConfirmDialog>
  )
}
