import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface NewFolderDialogProps {
  readonly onCreate: (name: string) => Promise<void>
  readonly onClose: () => void
}

export function NewFolderDialog({ onCreate, onClose }: NewFolderDialogProps) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function create(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    try {
      await onCreate(name.trim())
    } catch (error) {
      setProblem(error)
      setIsBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.newFolder}
      size={400}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form onSubmit={(event) => void create(event)}>
        <ProblemNote error={problem} />
        <TextInput
          label={words.folderName}
          value={name}
          maxLength={255}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!name.trim()}>
            {words.create}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
