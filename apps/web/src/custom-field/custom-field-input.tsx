import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { LabelText } from '../resource/label-text.tsx'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { typedDecimal } from '../resource/typed-decimal.ts'
import type { Definition } from './definitions.ts'
import { numberTyped } from './number-typed.ts'
import { words } from './words.ts'

interface CustomFieldInputProps {
  readonly definition: Definition
  readonly value: unknown
  readonly error: string | undefined
  readonly organization: string | undefined
  /** Nothing for a value that is taken away. */
  readonly onChange: (value: unknown) => void
}

/** The way to enter a value of a type that the organization has chosen. */
export function CustomFieldInput({ definition, value, error, organization, onChange }: CustomFieldInputProps) {
  const { label, type, required, description, options } = definition
  const shared = {
    label: <LabelText text={label} isRequired={required} />,
    description: description || undefined,
    error,
    required,
    withAsterisk: false,
  }
  const text = value === null || value === undefined ? '' : String(value)
  const choices = (options.choices ?? []).map((choice) => ({ value: choice, label: choice }))
  const clearing = { clearable: !required, clearButtonProps: { 'aria-label': words.clear(label) } }

  switch (type) {
    case 'choice':
      return (
        <Select
          {...shared}
          {...clearing}
          data={withKept(choices, text ? [text] : [])}
          searchable={choices.length > 8}
          value={text || null}
          placeholder={words.choose}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'multi_choice': {
      const chosen = Array.isArray(value) ? (value as string[]) : []
      return (
        <MultiSelect
          {...shared}
          {...clearing}
          data={withKept(choices, chosen)}
          value={chosen}
          placeholder={chosen.length ? '' : words.choose}
          hidePickedOptions
          onChange={(next) => onChange(next.length ? next : undefined)}
        />
      )
    }
    case 'boolean':
      return (
        <Select
          {...shared}
          {...clearing}
          data={[
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
          ]}
          value={typeof value === 'boolean' ? String(value) : null}
          placeholder={words.notSaid}
          onChange={(next) => onChange(next === null ? undefined : next === 'true')}
        />
      )
    case 'reference':
      return (
        <ReferenceInput
          resource={options.resource ?? ''}
          label={shared.label}
          description={shared.description}
          value={text || null}
          isRequired={required}
          isFirst={false}
          error={error}
          organization={organization}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          min={options.min}
          max={options.max}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      )
    case 'number':
      return (
        <TextInput
          {...shared}
          inputMode="decimal"
          className="tabular"
          value={text}
          onChange={({ currentTarget }) => onChange(numberTyped(typedDecimal(currentTarget.value)))}
        />
      )
    case 'text':
      return (options.maxLength ?? 0) > 200 ? (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={8}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      ) : (
        <TextInput
          {...shared}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      )
  }
}

type Choice = { readonly value: string; readonly label: string }

/** A value that may not be chosen any more is still shown as it is. */
const withKept = (choices: readonly Choice[], kept: readonly string[]): Choice[] => [
  ...choices,
  ...kept
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: value })),
]
