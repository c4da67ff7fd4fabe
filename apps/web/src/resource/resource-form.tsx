import { Drawer, Tabs } from '@mantine/core'
import { useRef } from 'react'
import { RecordHistory } from '../audit/record-history.tsx'
import { words as audit } from '../audit/words.ts'
import { onOwnEscape } from '../ui/on-own-escape.ts'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import type { InputOverrides } from './form-group.tsx'
import { RecordForm } from './record-form.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { words } from './words.ts'

export interface ResourceFormProps {
  readonly resource: NamedResource
  /** The record to change; null for a new one. */
  readonly row: AnyRow | null
  /** Values a new record starts with. */
  readonly initial?: AnyRow
  readonly mayChange: boolean
  readonly inputs?: InputOverrides | undefined
  /** Told before it closes. */
  readonly onSaved?: ((row: AnyRow) => void) | undefined
  readonly onClose: () => void
}

/** A form in a drawer over the screen: for a new record, or one that has no page of its own. */
export function ResourceForm({ resource, row, initial = {}, mayChange, inputs, onSaved, onClose }: ResourceFormProps) {
  const exit = useRef<(() => void) | null>(null)
  const leave = () => (exit.current ?? onClose)()
  useReturnFocus()
  const form = (
    <RecordForm
      resource={resource}
      row={row}
      initial={initial}
      mayChange={mayChange}
      inputs={inputs}
      exit={exit}
      onClose={onClose}
      onSaved={(saved) => {
        onSaved?.(saved)
        onClose()
      }}
    />
  )
  return (
    <Drawer
      opened
      // The form asks first when something would be lost.
      onClose={leave}
      onKeyDown={onOwnEscape(leave)}
      closeOnEscape={false}
      closeOnClickOutside={false}
      position="right"
      size={480}
      title={row ? words.editOne(resource.label) : words.newOne(resource.label)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {row ? (
        <Tabs defaultValue="fields" keepMounted={false}>
          <Tabs.List mb={16}>
            <Tabs.Tab value="fields">{audit.fields}</Tabs.Tab>
            <Tabs.Tab value="history">{audit.history}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="fields" keepMounted>
            {form}
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <RecordHistory
              resource={resource.name}
              id={String(row[resource.key])}
              mayChange={mayChange}
              onRestored={onClose}
            />
          </Tabs.Panel>
        </Tabs>
      ) : (
        form
      )}
    </Drawer>
  )
}
