import type { ProposedColumn } from '@groundwork/domain'
import { CloseButton, Select, TextInput } from '@mantine/core'
import type { NamedResource } from '../resource/record-types.ts'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { spell } from '../resource/words.ts'
import { columnInWords } from './column-words.ts'
import { referenceOf } from './reference-of.ts'
import { words } from './words.ts'

interface DefaultInputProps {
  readonly column: ProposedColumn
  readonly resource: NamedResource
  readonly organization: string
  /** Null while nothing is said. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

/** One value for all new rows, chosen where it can be and typed where it must be. */
export function DefaultInput({ column, resource, organization, value, onChange }: DefaultInputProps) {
  const label = words.sameForAll(columnInWords(column))
  const reference = referenceOf(resource, column.name)
  if (reference) {
    return (
      <ReferenceInput
        resource={reference.resource}
        label={label}
        value={value || null}
        isRequired={false}
        isFirst={false}
        error={undefined}
        where={reference.where}
        organization={organization}
        onChange={onChange}
      />
    )
  }
  const allowed =
    column.kind === 'boolean'
      ? [
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]
      : column.allowed?.map((choice) => ({ value: choice, label: spell(choice) }))
  if (allowed) {
    return (
      <Select
        label={label}
        data={allowed}
        value={value || null}
        clearable
        searchable={allowed.length > 10}
        clearButtonProps={{ 'aria-label': words.removeDefault(columnInWords(column)) }}
        onChange={onChange}
      />
    )
  }
  return (
    <TextInput
      label={label}
      type={column.kind === 'date' ? 'date' : 'text'}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onBlur={({ currentTarget }) => currentTarget.value === '' && onChange(null)}
      rightSection={
        value !== null && (
          <CloseButton
            size="sm"
            aria-label={words.removeDefault(columnInWords(column))}
            onClick={() => onChange(null)}
          />
        )
      }
    />
  )
}
