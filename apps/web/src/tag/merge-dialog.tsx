import { Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { rowQuery } from '../api/rows.ts'
import { RowPicker } from '../tree/row-picker.tsx'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { toast } from '../ui/toast.tsx'
import type { TagRow } from './tag-queries.ts'
import { words } from './words.ts'

interface MergeDialogProps {
  readonly tag: TagRow
  /** How many records have it, once they are counted. */
  readonly count: number | undefined
  readonly onClose: () => void
}

/** Puts another tag in the place of this one, everywhere. */
export function MergeDialog({ tag, count, onClose }: MergeDialogProps) {
  const client = useQueryClient()
  const [into, setInto] = useState<string | null>(null)
  const { data: kept } = useQuery({ ...rowQuery('tag', into ?? ''), enabled: into !== null })

  async function merge() {
    if (!into || !kept) return
    await gw.tag.merge({ id: tag.id, into })
    await client.invalidateQueries()
    toast(words.merged(tag.name, kept.name))
    onClose()
  }

  return (
    <ConfirmDialog
      title={words.mergeTitle(tag.name)}
      confirmLabel={words.mergeDo}
      isDisabled={!kept}
      onConfirm={merge}
      onClose={onClose}
    >
      <RowPicker
        offered={{
          resource: 'tag',
          keyField: 'id',
          titleField: 'name',
          filter: { field: 'id', op: 'neq', value: tag.id },
          organizations: [tag.organization],
        }}
        label={words.mergeFind}
        value={into}
        onPick={setInto}
      >
        {(toggle) => <ChooserButton onClick={toggle}>{kept?.name ?? words.mergeChoose}</ChooserButton>}
      </RowPicker>
      <Text size="sm" mt="sm" c="var(--gw-text-soft)">
        {words.mergeHint(count, tag.name)}
      </Text>
    </ConfirmDialog>
  )
}
