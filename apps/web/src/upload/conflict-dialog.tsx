import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { words as common } from '../ui/words.ts'
import type { ConflictChoice, NameConflict } from './name-conflicts.ts'
import { words } from './words.ts'

interface ConflictDialogProps {
  readonly conflict: NameConflict
  /** How many conflicts follow this one. */
  readonly others: number
  readonly onAnswer: (choice: ConflictChoice, isForAll: boolean) => void
}

/** Asks what becomes of a file whose name is taken. Closing it skips all that are still open: nothing is overwritten unasked. */
export function ConflictDialog({ conflict, others, onAnswer }: ConflictDialogProps) {
  const [isForAll, setIsForAll] = useState(false)
  const { name, path } = conflict
  return (
    <Modal
      opened
      onClose={() => onAnswer('skip', true)}
      title={words.conflictTitle(name)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>{words.conflictHint(path)}</p>
      {others > 0 && (
        <Checkbox
          mt="md"
          label={words.forAll(others)}
          checked={isForAll}
          onChange={(event) => setIsForAll(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={() => onAnswer('skip', isForAll)}>
          {words.skip}
        </Button>
        <Button variant="default" onClick={() => onAnswer('keep', isForAll)}>
          {words.keepBoth}
        </Button>
        <Button data-autofocus onClick={() => onAnswer('replace', isForAll)}>
          {words.replace}
        </Button>
      </Group>
    </Modal>
  )
}
