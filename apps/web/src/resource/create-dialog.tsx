import type { Resource } from '@groundwork/domain'
import { Modal } from '@mantine/core'
import { useRef } from 'react'
import { onOwnEscape } from '../ui/on-own-escape.ts'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import { RecordForm } from './record-form.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { words } from './words.ts'

interface CreateDialogProps {
  readonly resource: Resource
  readonly initial: AnyRow
  readonly onClose: () => void
  readonly onMade: (row: AnyRow) => void
}

/** Makes a row that another one is to point to, with as little asked as can be: the rest can follow on its own page. */
export function CreateDialog({ resource, initial, onClose, onMade }: CreateDialogProps) {
  const exit = useRef<(() => void) | null>(null)
  const leave = () => (exit.current ?? onClose)()
  useReturnFocus()
  return (
    <Modal
      opened
      // The form asks first when something would be lost.
      onClose={leave}
      onKeyDown={onOwnEscape(leave)}
      title={words.newOne(resource.label)}
      size={440}
      closeButtonProps={{ 'aria-label': common.close }}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <RecordForm
        resource={resource as NamedResource}
        row={null}
        initial={namedAs(resource, initial)}
        isShort
        mayChange
        exit={exit}
        onSaved={onMade}
        onClose={onClose}
      />
    </Modal>
  )
}

/** A person is found by a name that is put together from two; what was typed is taken apart again. */
function namedAs({ fields, title }: Resource, initial: AnyRow): AnyRow {
  const { [title]: full, ...rest } = initial
  if (!fields.firstName || typeof full !== 'string') return initial
  const [firstName = '', ...others] = full.split(/\s+/)
  return { ...rest, firstName, lastName: others.join(' ') }
}
