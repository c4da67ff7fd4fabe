import type { Operator } from '@groundwork/domain'
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import styles from './filter-builder.module.css'
import type { FilterField } from './filter-fields.ts'
import { ReferenceValue } from './reference-value.tsx'
import { words } from './words.ts'

interface ValueInputProps {
  readonly field: FilterField
  readonly op: Operator
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}

const lists: readonly Operator[] = ['in', 'notin', 'hasany', 'hasall']
const takesList = (op: Operator) => lists.includes(op)

/** What a condition begins with when its field or its operator has changed. */
export function blankFor(field: FilterField | undefined, op: Operator, before: unknown): unknown {
  if (op === 'isnull') return true
  if (op === 'between') return ['', '']
  if (takesList(op)) return Array.isArray(before) ? before : before === '' || before === null ? [] : [before]
  if (field?.kind === 'boolean') return true
  return Array.isArray(before) || typeof before === 'boolean' ? '' : before
}

/** The way to enter what a field is compared with. */
export function ValueInput({ field, op, value, error, onChange }: ValueInputProps) {
  if (op === 'isnull' || field.kind === 'boolean') {
    return (
      <Select
        aria-label={words.value}
        allowDeselect={false}
        data={[
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
        value={String(value)}
        onChange={(chosen) => onChange(chosen === 'true')}
        error={error}
      />
    )
  }
  if (op === 'between') {
    const [from, to] = Array.isArray(value) ? value : []
    return (
      <>
        <OneValue
          field={field}
          label={words.from}
          value={from}
          error={error}
          onChange={(next) => onChange([next, to])}
        />
        <OneValue
          field={field}
          label={words.to}
          value={to}
          error={undefined}
          onChange={(next) => onChange([from, next])}
        />
      </>
    )
  }
  const isMany = takesList(op)
  if (field.reference && !field.choices) {
    return <ReferenceValue resource={field.reference} value={value} isMany={isMany} onChange={onChange} />
  }
  if (isMany) return <ManyValues field={field} value={value} error={error} onChange={onChange} />
  if (field.choices) {
    return (
      <Select
        aria-label={words.value}
        placeholder={words.value}
        data={[...field.choices]}
        value={typeof value === 'string' && value ? value : null}
        onChange={onChange}
        allowDeselect={false}
        searchable={field.choices.length > 8}
        error={error}
      />
    )
  }
  return <OneValue field={field} label={words.value} value={value} error={error} onChange={onChange} />
}

function ManyValues({ field, value, error, onChange }: Omit<ValueInputProps, 'op'>) {
  const given = (Array.isArray(value) ? value : []).map(String)
  const shared = { 'aria-label': words.value, placeholder: given.length ? '' : words.value, value: given, error }
  if (field.choices) {
    return (
      <MultiSelect
        {...shared}
        classNames={{ inputField: styles.search ?? '' }}
        data={[...field.choices]}
        onChange={onChange}
        hidePickedOptions
        searchable
      />
    )
  }
  return <TagsInput {...shared} onChange={(next) => onChange(next.map((one) => readTyped(field, one)))} />
}

interface OneValueProps {
  readonly field: FilterField
  readonly label: string
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}

function OneValue({ field, label, value, error, onChange }: OneValueProps) {
  const isNumber = field.kind === 'whole' || field.kind === 'decimal' || field.kind === 'number'
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={isNumber ? 'decimal' : 'text'}
      value={value === null || value === undefined ? '' : String(value)}
      error={error}
      onChange={({ currentTarget }) => onChange(readTyped(field, currentTarget.value))}
    />
  )
}

/** What is no number stays text, so that the parser can say what is wrong with it. */
function readTyped({ kind }: FilterField, typed: string): string | number {
  const isWritten = /^-?\d+(\.\d+)?$/.test(typed.trim())
  return (kind === 'whole' || kind === 'number') && isWritten ? Number(typed) : typed
}
