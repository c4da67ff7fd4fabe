import { Button } from '@mantine/core'
import { IconArrowsMove, IconDownload, IconStar, IconTag, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { SelectionBar } from '../grid/selection-bar.tsx'
import type { GridControl } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { type Entry, filesOf } from './entry.ts'
import { mayChange, mayDelete, mayDownload, mayMove } from './entry-abilities.ts'
import type { EntryCommands } from './entry-menu.tsx'
import type { TakeAll } from './use-take-all.ts'
import { words } from './words.ts'

interface EntrySelectionBarProps {
  readonly grid: GridControl<Entry>
  readonly commands: EntryCommands
  readonly all: TakeAll
  /** How many stand here, in figures. */
  readonly total: string
}

/** What can be done with all that is chosen; each button takes those of them that it may. */
export function EntrySelectionBar({ grid, commands, all, total }: EntrySelectionBarProps) {
  const organization = useCurrentOrganization()
  const chosen = grid.selectedRows
  const downloadable = chosen.filter(mayDownload)
  const changeable = chosen.filter(mayChange)
  const stars = filesOf(chosen)
  const deletable = chosen.filter(mayDelete)
  const isOneFile = downloadable.length === 1 && downloadable[0]?.is === 'file'
  return (
    <SelectionBar
      label={all.of === undefined ? words.selected(chosen.length) : words.selectedOf(chosen.length, total)}
      clearLabel={words.clearSelection}
      onClear={grid.clear}
    >
      {all.of !== undefined && all.onTake && (
        <Button size="compact-sm" variant="light" loading={all.isTaking} onClick={all.onTake}>
          {words.selectAllOf(total)}
        </Button>
      )}
      {downloadable.length > 0 && (
        <Verb icon={IconDownload} onClick={() => commands.onDownload(downloadable)}>
          {isOneFile ? words.download : words.downloadZip}
        </Verb>
      )}
      {chosen.some(mayMove) && (
        <Verb icon={IconArrowsMove} onClick={() => commands.onMove(chosen.filter(mayMove))}>
          {words.move}
        </Verb>
      )}
      {changeable.length > 0 && (
        <Verb icon={IconTag} onClick={() => commands.onTag(changeable)}>
          {words.addTags}
        </Verb>
      )}
      {stars.length > 0 && organization && (
        <Verb icon={IconStar} onClick={() => commands.onStar(stars, true)}>
          {words.star}
        </Verb>
      )}
      {deletable.length > 0 && (
        <Verb icon={IconTrash} color="red" onClick={() => commands.onDelete(deletable)}>
          {words.delete}
        </Verb>
      )}
    </SelectionBar>
  )
}

interface VerbProps {
  readonly icon: typeof IconStar
  readonly color?: string
  readonly onClick: () => void
  readonly children: ReactNode
}

function Verb({ icon: Icon, color = 'gray', onClick, children }: VerbProps) {
  return (
    <Button size="compact-sm" variant="subtle" color={color} leftSection={<Icon size={16} />} onClick={onClick}>
      {children}
    </Button>
  )
}
