import { IconBuildings } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { type Offered, RowPicker } from '../tree/row-picker.tsx'
import { words } from './words.ts'

interface OrganizationPickerProps {
  readonly value: string | null
  /** Offered above the others, standing for no organization at all. */
  readonly noneLabel?: string
  readonly isOffered?: (id: string) => boolean
  readonly onPick: (id: string | null) => void
  /** The button it opens from, given what opens it. */
  readonly children: (toggle: () => void) => ReactElement
}

/** The frame has it before the definitions are loaded. */
const organizations: Offered = {
  resource: 'organization',
  keyField: 'id',
  titleField: 'name',
  hintField: 'code',
}

/** Finds an organization by name, however many there are. */
export function OrganizationPicker({ noneLabel, ...props }: OrganizationPickerProps) {
  return (
    <RowPicker
      offered={organizations}
      label={words.find}
      {...(noneLabel && { none: { label: noneLabel, icon: IconBuildings } })}
      {...props}
    />
  )
}
