import type { Field, JsonObject } from '@groundwork/domain'
import { Select, Switch, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { TagsField } from '../ui/tags-field.tsx'
import { CustomFieldsEditor } from './custom-fields-editor.tsx'
import { ReferenceInput } from './reference-input.tsx'
import { spell, words } from './words.ts'

interface FieldInputProps {
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly error: string | undefined
  /** Where the form begins. */
  readonly isFirst: boolean
  readonly onChange: (value: unknown) => void
}

/** The way to enter a value of this kind. */
export function FieldInput({ name, field, value, error, isFirst, onChange }: FieldInputProps) {
  const isRequired = field.presence === 'required'
  const label = <FieldLabel name={name} isRequired={isRequired} />
  const text = value === null || value === undefined ? '' : String(value)
  const shared = { label, error, required: isRequired, withAsterisk: false, 'data-autofocus': isFirst || undefined }

  if (field.reference) {
    return (
      <ReferenceInput
        resource={field.reference}
        label={label}
        value={text || null}
        isRequired={isRequired}
        isFirst={isFirst}
        error={error}
        onChange={onChange}
      />
    )
  }
  if (field.choices) {
    return (
      <Select
        {...shared}
        data={field.choices.map((choice) => ({ value: choice, label: spell(choice) }))}
        value={text || null}
        onChange={onChange}
        allowDeselect={false}
        placeholder={words.choose}
      />
    )
  }
  switch (field.kind) {
    case 'boolean':
      return (
        <Switch
          label={spell(name)}
          error={error}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )
    case 'textArray':
      return <TagsField {...shared} value={(value ?? []) as string[]} onChange={onChange} />
    case 'json':
      return (
        <CustomFieldsEditor label={spell(name)} fields={(value ?? {}) as JsonObject} mayChange onChange={onChange} />
      )
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
        />
      )
    case 'integer':
    case 'bigint':
      return (
        <TextInput
          {...shared}
          inputMode="numeric"
          value={text}
          onChange={({ currentTarget }) => onChange(numberOrText(currentTarget.value))}
        />
      )
    default:
      return isLong(field) ? (
        <Textarea
          {...shared}
          value={text}
          autosize
          minRows={3}
          maxRows={10}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <TextInput {...shared} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
      )
  }
}

function FieldLabel({ name, isRequired }: { name: string; isRequired: boolean }): ReactNode {
  if (!isRequired) return spell(name)
  return (
    <>
      {spell(name)}{' '}
      <span style={{ color: 'var(--gw-text-faint)', fontSize: 12, fontWeight: 400 }}>{words.required}</span>
    </>
  )
}

/** What is no number stays text, so that the definition can say what is wrong with it. */
const numberOrText = (typed: string) => (/^-?\d+$/.test(typed.trim()) ? Number(typed) : typed || null)

/** More text than fits a line. */
const isLong = ({ schema }: Field) =>
  'maxLength' in schema && typeof schema.maxLength === 'number' ? schema.maxLength > 500 : false
