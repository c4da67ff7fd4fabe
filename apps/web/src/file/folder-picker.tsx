import type { Filter } from '@groundwork/domain'
import { IconArrowBarToUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { rowQuery } from '../api/rows.ts'
import { RowPicker } from '../tree/row-picker.tsx'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { words } from './words.ts'

/** What a place is called; null is the top. */
export function useFolderName(folder: string | null): string {
  const { data } = useQuery({ ...rowQuery('folder', folder ?? ''), enabled: folder !== null })
  return folder === null ? words.top : (data?.name ?? '…')
}

interface FolderPickerProps {
  /** Whose folders are offered; of every organization where it is not known. */
  readonly organization: string | undefined
  readonly filter?: Filter
  /** Null is the top. */
  readonly value: string | null
  /** Said before the name of the place, where the button does not stand alone. */
  readonly label?: string
  /** The first thing to do in a dialog. */
  readonly isFirst?: boolean
  readonly onPick: (folder: string | null) => void
}

/** Chooses a folder, or the top. */
export function FolderPicker({ organization, filter, value, label, isFirst = false, onPick }: FolderPickerProps) {
  const name = useFolderName(value)
  return (
    <RowPicker
      offered={{
        resource: 'folder',
        keyField: 'id',
        titleField: 'name',
        hintField: 'parentName',
        ...(filter && { filter }),
        ...(organization && { organizations: [organization] }),
      }}
      label={words.findFolder}
      value={value}
      none={{ label: words.top, icon: IconArrowBarToUp }}
      onPick={onPick}
    >
      {(toggle) => (
        <ChooserButton isFirst={isFirst} {...(label && { label: `${label}: ${name}` })} onClick={toggle}>
          {name}
        </ChooserButton>
      )}
    </RowPicker>
  )
}
