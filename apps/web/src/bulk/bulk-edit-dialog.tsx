import { Button, Group, Modal, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { CustomFieldInput } from '../custom-field/custom-field-input.tsx'
import type { Definition } from '../custom-field/definitions.ts'
import { FieldInput } from '../resource/field-input.tsx'
import { errorsBeforeSaving } from '../resource/form-errors.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import styles from './bulk.module.css'
import { type BulkField, bulkChangesOf, bulkFields } from './bulk-fields.ts'
import type { BulkChanges } from './use-bulk.ts'
import { words } from './words.ts'

interface BulkEditDialogProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly plural: string
  /** How many, in words. */
  readonly count: string
  readonly organization: string | undefined
  readonly onApply: (changes: BulkChanges) => void
  readonly onClose: () => void
}

/** Sets the chosen fields of everything that was selected; what is not chosen stays as it is in each record. */
export function BulkEditDialog({
  resource,
  definitions,
  plural,
  count,
  organization,
  onApply,
  onClose,
}: BulkEditDialogProps) {
  const fields = bulkFields(resource, definitions)
  const [values, setValues] = useState<AnyRow>({})
  const [isTried, setIsTried] = useState(false)
  useReturnFocus()
  const chosen = fields.filter(({ path }) => path in values)
  const left = fields.filter(({ path }) => !(path in values))
  const changes = bulkChangesOf(values)
  const errors = isTried ? errorsBeforeSaving(resource, changes.values ?? {}, 'patch') : {}

  function add(path: string | null) {
    const field = fields.find((one) => one.path === path)
    if (field) setValues({ ...values, [field.path]: field.kind === 'boolean' ? true : null })
  }
  function drop(path: string) {
    setValues(Object.fromEntries(Object.entries(values).filter(([name]) => name !== path)))
  }
  function apply() {
    setIsTried(true)
    if (!Object.keys(errorsBeforeSaving(resource, changes.values ?? {}, 'patch')).length) onApply(changes)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.editTitle(count, plural)}
      size={520}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.hint}>{words.editHint}</p>
      <div className={styles.fields}>
        {chosen.map((field) => (
          <div key={field.path} className={styles.field}>
            <BulkInput
              field={field}
              resource={resource}
              organization={organization}
              value={values[field.path]}
              error={errors[field.path]}
              onChange={(value) => setValues({ ...values, [field.path]: value })}
            />
            <IconButton label={words.dropField(field.label)} onClick={() => drop(field.path)}>
              <IconX size={16} />
            </IconButton>
          </div>
        ))}
        {left.length > 0 && (
          <Select
            key={chosen.length}
            aria-label={words.chooseField}
            placeholder={words.chooseField}
            data={left.map(({ path, label }) => ({ value: path, label }))}
            value={null}
            onChange={add}
            searchable
            data-autofocus
          />
        )}
      </div>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button disabled={!chosen.length} onClick={apply}>
          {words.apply(count)}
        </Button>
      </Group>
    </Modal>
  )
}

interface BulkInputProps {
  readonly field: BulkField
  readonly resource: NamedResource
  readonly organization: string | undefined
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}

function BulkInput({ field, resource, organization, value, error, onChange }: BulkInputProps) {
  const row = { ...(organization && { organization }) }
  if (field.definition) {
    return (
      <CustomFieldInput
        definition={field.definition}
        organization={organization}
        value={value as never}
        error={error}
        onChange={onChange}
      />
    )
  }
  const definition = resource.fields[field.path]
  return (
    definition && (
      <FieldInput
        name={field.path}
        field={definition}
        value={value}
        error={error}
        isFirst
        resource={resource}
        row={row}
        onChange={onChange}
      />
    )
  )
}
