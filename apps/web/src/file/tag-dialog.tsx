import { Button, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TagsField } from '../ui/tags-field.tsx'
import { words as common } from '../ui/words.ts'
import type { Entry } from './entry.ts'
import { tagsQuery } from './file-queries.ts'
import { words } from './words.ts'

interface TagDialogProps {
  readonly entries: readonly Entry[] | null
  readonly onClose: () => void
  readonly onAdd: (tags: readonly string[]) => void
}

/** Gives several files the same tags; what they have already stays. */
export function TagDialog({ entries, onClose, onAdd }: TagDialogProps) {
  const [tags, setTags] = useState<string[]>([])
  const organization = entries?.[0]?.row.organization
  const { data } = useQuery({ ...tagsQuery(organization ?? ''), enabled: organization !== undefined })
  const close = () => {
    setTags([])
    onClose()
  }
  return (
    <Modal
      opened={entries !== null}
      onClose={close}
      title={words.addTags}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <TagsField
        label={words.tags}
        description={words.tagsHint}
        value={tags}
        onChange={setTags}
        suggestions={data?.map(({ tag }) => tag) ?? []}
        data-autofocus
      />
      <Group justify="flex-end" mt="md" gap={8}>
        <Button variant="default" onClick={close}>
          {common.cancel}
        </Button>
        <Button
          disabled={!tags.length}
          onClick={() => {
            onAdd(tags)
            close()
          }}
        >
          {words.tagsAdd(entries?.length ?? 0)}
        </Button>
      </Group>
    </Modal>
  )
}
