import { Button, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tagsOf } from '../resource/tag-colors.ts'
import { TagsField } from '../ui/tags-field.tsx'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import styles from './bulk.module.css'
import type { BulkChanges } from './use-bulk.ts'
import { words } from './words.ts'

interface BulkTagDialogProps {
  readonly plural: string
  /** How many, in words. */
  readonly count: string
  readonly organization: string | undefined
  /** Tags that are on what was chosen, as far as it is loaded. */
  readonly present: readonly string[]
  readonly onApply: (changes: BulkChanges) => void
  readonly onClose: () => void
}

/** Gives tags to what was chosen, and takes others away. */
export function BulkTagDialog({ plural, count, organization, present, onApply, onClose }: BulkTagDialogProps) {
  const [added, setAdded] = useState<string[]>([])
  const [removed, setRemoved] = useState<string[]>([])
  useReturnFocus()
  const { data } = useQuery({ ...tagsOf(organization ?? ''), enabled: organization !== undefined })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.tagTitle(count, plural)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.hint}>{words.tagHint}</p>
      <div className={styles.fields}>
        <TagsField
          label={words.addTags}
          value={added}
          onChange={setAdded}
          suggestions={[...(data?.keys() ?? [])]}
          data-autofocus
        />
        <TagsField
          label={words.removeTags}
          value={removed}
          onChange={setRemoved}
          suggestions={[...new Set([...present, ...(data?.keys() ?? [])])]}
        />
      </div>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          disabled={!added.length && !removed.length}
          onClick={() =>
            onApply({ ...(added.length && { addTags: added }), ...(removed.length && { removeTags: removed }) })
          }
        >
          {words.apply(count)}
        </Button>
      </Group>
    </Modal>
  )
}
