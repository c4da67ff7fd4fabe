import { Button, Group, Modal } from '@mantine/core'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface UnsavedDialogProps {
  readonly onKeep: () => void
  readonly onDiscard: () => void
}

/** Between somebody's unsaved work and the way out. */
export function UnsavedDialog({ onKeep, onDiscard }: UnsavedDialogProps) {
  return (
    <Modal
      opened
      onClose={onKeep}
      title={words.unsavedTitle}
      size={400}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>{words.unsavedHint}</p>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" color="red" onClick={onDiscard}>
          {words.discard}
        </Button>
        <Button onClick={onKeep} data-autofocus>
          {words.keepEditing}
        </Button>
      </Group>
    </Modal>
  )
}
