import { Button } from '@mantine/core'
import { IconPencil, IconRestore, IconTag, IconTrash } from '@tabler/icons-react'
import type { BulkQuestion } from '../bulk/bulk-dialogs.tsx'
import { countIn } from '../bulk/chosen.ts'
import { approximately, words as bulkWords } from '../bulk/words.ts'
import { SelectionBar } from '../grid/selection-bar.tsx'
import { canOn } from '../session/abilities.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import type { AllMatching } from './use-all-matching.ts'
import { words } from './words.ts'

interface ResourceSelectionProps {
  readonly resource: NamedResource
  readonly matching: AllMatching
  readonly selectedRows: readonly AnyRow[]
  readonly isTrash: boolean
  readonly onClear: () => void
  readonly onAsk: (is: BulkQuestion['is']) => void
  readonly onRemove: () => void
  readonly onRestore: () => void
}

/** What can be done with the chosen records: only what is possible with at least one of them. */
export function ResourceSelection(props: ResourceSelectionProps) {
  const { resource, matching, selectedRows, isTrash, onClear, onAsk, onRemove, onRestore } = props
  const { chosen } = matching
  const may = (action: 'change' | 'delete' | 'restore') => selectedRows.some((row) => canOn(action, row))
  const count = approximately(countIn(chosen), chosen.is === 'rows' || chosen.isCountExact)
  return (
    <SelectionBar label={words.selected(count)} clearLabel={words.clearSelection} onClear={onClear}>
      {isTrash && may('restore') && <Tool icon={IconRestore} label={words.restore} onClick={onRestore} />}
      {!isTrash && may('change') && (
        <>
          <Tool icon={IconPencil} label={bulkWords.edit} onClick={() => onAsk('edit')} />
          {resource.tagged && <Tool icon={IconTag} label={bulkWords.tag} onClick={() => onAsk('tag')} />}
        </>
      )}
      {!isTrash && may('delete') && <Tool icon={IconTrash} label={words.deleteThem} isGrave onClick={onRemove} />}
    </SelectionBar>
  )
}

interface ToolProps {
  readonly icon: typeof IconTag
  readonly label: string
  readonly isGrave?: boolean
  readonly onClick: () => void
}

const Tool = ({ icon: Icon, label, isGrave = false, onClick }: ToolProps) => (
  <Button
    size="compact-sm"
    variant="subtle"
    color={isGrave ? 'red' : 'gray'}
    leftSection={<Icon size={16} />}
    onClick={onClick}
  >
    {label}
  </Button>
)
