import { outlines } from 'virtual:resource-outlines'
import type { CustomFieldOptions, CustomFieldType } from '@groundwork/domain'
import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { CustomFieldInput } from '../custom-field/custom-field-input.tsx'
import type { Definition } from '../custom-field/definitions.ts'
import type { FieldInputProps } from '../resource/field-input.tsx'
import { typedDecimal } from '../resource/typed-decimal.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import { FieldPreview } from './field-preview.tsx'
import styles from './options-input.module.css'
import { words } from './words.ts'

/** What the chosen type asks of a value, what new records start with, and how it will look. */
export function OptionsInput({ value, error, errors = {}, row = {}, onChange }: FieldInputProps) {
  const type = row.type as CustomFieldType | undefined
  const options = (value ?? {}) as CustomFieldOptions
  if (!type) return <p className={styles.hint}>{words.chooseType}</p>
  const change = (next: Partial<Record<keyof CustomFieldOptions, unknown>>) =>
    onChange(Object.fromEntries(Object.entries({ ...options, ...next }).filter(([, given]) => isGiven(given))))
  const definition = {
    ...row,
    label: String(row.label || words.values),
    type,
    options,
    required: row.required === true,
    description: String(row.description ?? ''),
  } as Definition
  return (
    <section className={styles.options}>
      {error && <p className={styles.error}>{error}</p>}
      <TypeOptions type={type} options={options} errors={errors} onChange={change} />
      {/* A row that every new one refers to may be gone or hidden tomorrow. */}
      {type !== 'reference' && (
        <CustomFieldInput
          definition={{ ...definition, label: words.byDefault, required: false, description: '' }}
          value={options.default}
          error={errors.default}
          organization={typeof row.organization === 'string' ? row.organization : undefined}
          onChange={(given) => change({ default: given })}
        />
      )}
      <FieldPreview key={type} definition={definition} />
    </section>
  )
}

const isGiven = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

interface TypeOptionsProps {
  readonly type: CustomFieldType
  readonly options: CustomFieldOptions
  readonly errors: Readonly<Record<string, string>>
  readonly onChange: (change: Partial<Record<keyof CustomFieldOptions, unknown>>) => void
}

function TypeOptions({ type, options, errors, onChange }: TypeOptionsProps) {
  switch (type) {
    case 'choice':
    case 'multi_choice':
      return (
        <TagsInput
          label={words.choices}
          description={words.choicesHint}
          error={errors.choices}
          maxLength={100}
          value={options.choices ?? []}
          onChange={(choices) => onChange({ choices })}
        />
      )
    case 'number':
      return (
        <div className={styles.pair}>
          <TextInput
            label={words.min}
            inputMode="decimal"
            error={errors.min}
            value={options.min ?? ''}
            onChange={({ currentTarget }) => onChange({ min: typedDecimal(currentTarget.value.trim()) })}
          />
          <TextInput
            label={words.max}
            inputMode="decimal"
            error={errors.max}
            value={options.max ?? ''}
            onChange={({ currentTarget }) => onChange({ max: typedDecimal(currentTarget.value.trim()) })}
          />
        </div>
      )
    case 'date':
      return (
        <div className={styles.pair}>
          <TextInput
            type="date"
            label={words.first}
            error={errors.min}
            value={options.min ?? ''}
            onChange={({ currentTarget }) => onChange({ min: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={words.last}
            error={errors.max}
            value={options.max ?? ''}
            onChange={({ currentTarget }) => onChange({ max: currentTarget.value })}
          />
        </div>
      )
    case 'text':
      return (
        <>
          <NumberInput
            label={words.maxLength}
            error={errors.maxLength}
            min={1}
            max={10_000}
            hideControls
            value={options.maxLength ?? ''}
            onChange={(given) => onChange({ maxLength: given === '' ? undefined : Number(given) })}
          />
          <TextInput
            label={words.pattern}
            description={words.patternHint}
            error={errors.pattern}
            className="mono"
            maxLength={200}
            value={options.pattern ?? ''}
            onChange={({ currentTarget }) => onChange({ pattern: currentTarget.value })}
          />
        </>
      )
    case 'reference':
      return (
        <Select
          label={words.resource}
          error={errors.resource}
          searchable
          data={outlines.map((outline) => ({ value: outline.name, label: pluralTitle(outline) }))}
          value={options.resource ?? null}
          onChange={(resource) => onChange({ resource, default: undefined })}
        />
      )
    case 'boolean':
      return null
  }
}
