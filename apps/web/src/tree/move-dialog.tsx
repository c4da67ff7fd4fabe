import { type Filter, resourceNamed } from '@groundwork/domain'
import { Button, Group, Modal } from '@mantine/core'
import { IconArrowBarToUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rowQuery } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { words as common } from '../ui/words.ts'
import { RowPicker } from './row-picker.tsx'
import { words } from './words.ts'

interface MoveDialogProps {
  readonly resource: NamedResource
  readonly node: AnyRow
  /** What the new parent must have in common with the node. */
  readonly within: Filter | undefined
  readonly onMove: (parent: string | null) => void
  readonly onClose: () => void
}

/** Gives a node another parent without a mouse. It is not offered what is below it; the server guards that too. */
export function MoveDialog({ resource, node, within, onMove, onClose }: MoveDialogProps) {
  const before = node.parent === null ? null : String(node.parent)
  const [parent, setParent] = useState<string | null>(before)
  const { data } = useQuery({ ...rowQuery(resource.name, parent ?? ''), enabled: parent !== null })
  const chosen = data as AnyRow | undefined
  const isOwn: Filter = { field: resource.key, op: 'descendantof', value: String(node[resource.key]) }
  const isItself: Filter = { field: resource.key, op: 'eq', value: String(node[resource.key]) }
  const { organization } = node
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.moveTitle(String(node[resource.title]))}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <RowPicker
        offered={{
          resource: resource.name,
          keyField: resource.key,
          titleField: resource.title,
          ...(resource.fields.code && { hintField: 'code' }),
          filter: { and: [{ not: isOwn }, { not: isItself }, ...(within ? [within] : [])] },
          ...(typeof organization === 'string' && { organizations: [organization] }),
        }}
        label={words.find(resourceNamed(resource.name).label)}
        value={parent}
        none={{ label: words.topLevel, icon: IconArrowBarToUp }}
        onPick={setParent}
      >
        {(toggle) => (
          <ChooserButton isFirst onClick={toggle}>
            {parent === null ? words.topLevel : String(chosen?.[resource.title] ?? '…')}
          </ChooserButton>
        )}
      </RowPicker>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button disabled={parent === before} onClick={() => onMove(parent)}>
          {words.moveHere}
        </Button>
      </Group>
    </Modal>
  )
}
