import { customFieldTypes } from '@groundwork/domain'
import { Select } from '@mantine/core'
import type { FieldInputProps } from '../resource/field-input.tsx'
import type { InputOverrides } from '../resource/form-group.tsx'
import { pluralTitle } from '../shell/resource-names.ts'
import { definableKinds } from './definition-queries.ts'
import { OptionsInput } from './options-input.tsx'
import { words } from './words.ts'

/** Which kind of record has the field. */
function KindInput({ value, error, onChange }: FieldInputProps) {
  return (
    <Select
      label={words.resource}
      required
      withAsterisk={false}
      error={error}
      searchable
      data={definableKinds.map((kind) => ({ value: kind.name, label: pluralTitle(kind) }))}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(next) => onChange(next)}
    />
  )
}

function TypeInput({ value, error, onChange }: FieldInputProps) {
  return (
    <Select
      label={words.type}
      required
      withAsterisk={false}
      error={error}
      allowDeselect={false}
      data={customFieldTypes.map((type) => ({ value: type, label: words.types[type] }))}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(next) => onChange(next)}
    />
  )
}

/** What a definition's form has in the place of plain inputs. */
export const definitionInputs: InputOverrides = { resource: KindInput, type: TypeInput, options: OptionsInput }
