import type { Filter } from '@groundwork/domain'
import { Button, Group, Modal } from '@mantine/core'
import { IconArrowBarToUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rowQuery } from '../api/rows.ts'
import { RowPicker } from '../tree/row-picker.tsx'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { words as common } from '../ui/words.ts'
import { type Entry, foldersOf, movable, nameOf } from './entry.ts'
import { words } from './words.ts'

interface MoveEntriesDialogProps {
  readonly entries: readonly Entry[]
  readonly onMove: (to: string | null, placeName: string) => void
  readonly onClose: () => void
}

/** Puts entries into another folder without a mouse. Folders are not offered themselves, nor what is in them. */
export function MoveEntriesDialog({ entries, onMove, onClose }: MoveEntriesDialogProps) {
  const [to, setTo] = useState<string | null>(null)
  const { data } = useQuery({ ...rowQuery('folder', to ?? ''), enabled: to !== null })
  const [first] = entries
  const within = foldersOf(entries).map(({ id }): Filter => ({ not: { field: 'id', op: 'descendantof', value: id } }))
  const placeName = to === null ? words.top : (data?.name ?? '…')
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.moveTitle(words.entries(entries.length, first ? nameOf(first) : ''))}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <RowPicker
        offered={{
          resource: 'folder',
          keyField: 'id',
          titleField: 'name',
          hintField: 'parentName',
          ...(within.length && { filter: { and: within } }),
          ...(first && { organizations: [first.row.organization] }),
        }}
        label={words.findFolder}
        value={to}
        none={{ label: words.top, icon: IconArrowBarToUp }}
        onPick={setTo}
      >
        {(toggle) => (
          <ChooserButton isFirst onClick={toggle}>
            {placeName}
          </ChooserButton>
        )}
      </RowPicker>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button disabled={!movable(entries, to).length} onClick={() => onMove(to, placeName)}>
          {words.moveHere}
        </Button>
      </Group>
    </Modal>
  )
}
