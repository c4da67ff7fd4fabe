import type { Filter } from '@groundwork/domain'
import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { words as common } from '../ui/words.ts'
import { type Entry, foldersOf, movable, nameOf } from './entry.ts'
import { FolderPicker, useFolderName } from './folder-picker.tsx'
import { words } from './words.ts'

interface MoveEntriesDialogProps {
  readonly entries: readonly Entry[]
  readonly onMove: (to: string | null, placeName: string) => void
  readonly onClose: () => void
}

/** Puts entries into another folder without a mouse. Folders are not offered themselves, nor what is in them. */
export function MoveEntriesDialog({ entries, onMove, onClose }: MoveEntriesDialogProps) {
  const [to, setTo] = useState<string | null>(null)
  const placeName = useFolderName(to)
  const [first] = entries
  const within = foldersOf(entries).map(({ id }): Filter => ({ not: { field: 'id', op: 'descendantof', value: id } }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.moveTitle(words.entries(entries.length, first ? nameOf(first) : ''))}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <FolderPicker
        isFirst
        organization={first?.row.organization}
        {...(within.length && { filter: { and: within } })}
        value={to}
        onPick={setTo}
      />
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
