import { type Field, type JsonObject, normalDecimal, type Resource } from '@groundwork/domain'
import { Select, Switch, Textarea, TextInput } from '@mantine/core'
import { AddressInput } from '../channels/address-input.tsx'
import { ItemList } from '../channels/item-list.tsx'
import { CustomFieldInputs } from '../custom-field/custom-field-inputs.tsx'
import { CustomFieldsEditor } from './custom-fields-editor.tsx'
import { isLongText } from './field-groups.ts'
import type { FormErrors } from './form-errors.ts'
import { LabelText } from './label-text.tsx'
import type { AnyRow } from './record-types.ts'
import { ReferenceInput } from './reference-input.tsx'
import { lookupOf } from './references.ts'
import { StatusInput } from './status-input.tsx'
import { TagsInput } from './tags-input.tsx'
import { typedDecimal } from './typed-decimal.ts'
import { spell, words } from './words.ts'

export interface FieldInputProps {
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly error: string | undefined
  /** What is wrong inside a structured value, by path: `1.email`. */
  readonly errors?: FormErrors
  /** Where the form begins. */
  readonly isFirst: boolean
  /** The resource the field belongs to. */
  readonly resource?: Resource | undefined
  /** The record as it is being entered: whose tags, whose custom fields, what a reference is called. */
  readonly row?: AnyRow
  /** `at` is the part of a structured value that was changed; without it, all of it may have been. */
  readonly onChange: (value: unknown, at?: string) => void
}

const none: FormErrors = {}
const noRow: AnyRow = {}

/** The way to enter a value of this kind. */
export function FieldInput({
  name,
  field,
  value,
  error,
  errors = none,
  isFirst,
  resource,
  row = noRow,
  onChange,
}: FieldInputProps) {
  const isRequired = field.presence === 'required'
  const label = <LabelText text={spell(name)} isRequired={isRequired} />
  const text = value === null || value === undefined ? '' : String(value)
  const shared = { label, error, required: isRequired, withAsterisk: false, 'data-autofocus': isFirst || undefined }
  const organization = typeof row.organization === 'string' ? row.organization : undefined
  const emptied = (typed: string) => (typed === '' && field.presence === 'nullable' ? null : typed)

  if (field.reference === 'status') {
    return (
      <StatusInput
        {...shared}
        value={text || null}
        only={field.choices}
        isDefaulted={field.presence === 'defaulted'}
        onChange={(slug) => onChange(slug)}
      />
    )
  }
  if (field.reference) {
    return (
      <ReferenceInput
        resource={field.reference}
        label={label}
        value={text || null}
        isRequired={isRequired}
        isClearable={field.presence === 'nullable'}
        placeholder={field.presence === 'defaulted' ? words.usual : words.choose}
        isFirst={isFirst}
        error={error}
        where={field.where}
        organization={organization}
        shownAs={resource && lookupOf(resource, name, row)}
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
        onChange={(choice) => onChange(choice)}
        allowDeselect={false}
        clearable={field.presence === 'nullable'}
        clearButtonProps={{ 'aria-label': words.clearField(spell(name)) }}
        placeholder={field.presence === 'defaulted' ? words.usual : words.choose}
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
      return <TagsInput {...shared} organization={organization} value={(value ?? []) as string[]} onChange={onChange} />
    case 'items':
      return (
        <ItemList
          name={name}
          members={field.members ?? {}}
          items={(value ?? []) as AnyRow[]}
          error={error}
          errors={errors}
          onChange={onChange}
        />
      )
    case 'json':
      if (field.members) {
        return (
          <AddressInput
            label={spell(name)}
            value={(value ?? null) as AnyRow | null}
            error={error}
            errors={errors}
            isOptional={field.presence === 'nullable'}
            onChange={onChange}
          />
        )
      }
      if (name === 'customFields') {
        return (
          <CustomFieldInputs
            resource={resource?.name ?? ''}
            organization={organization}
            fields={(value ?? {}) as JsonObject}
            errors={errors}
            onChange={onChange}
          />
        )
      }
      return (
        <CustomFieldsEditor
          label={spell(name)}
          fields={(value ?? {}) as JsonObject}
          error={error ?? Object.values(errors)[0]}
          mayChange
          isPartOfForm
          onChange={onChange}
        />
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
          className="tabular"
          value={text}
          onChange={({ currentTarget }) => onChange(numberOrText(currentTarget.value))}
        />
      )
    case 'decimal':
      return (
        <TextInput
          {...shared}
          inputMode="decimal"
          className="tabular"
          value={text}
          onChange={({ currentTarget }) => onChange(emptied(typedDecimal(currentTarget.value)))}
          onBlur={() => {
            const normal = normalDecimal(text.trim())
            if (normal !== undefined && normal !== text) onChange(normal)
          }}
        />
      )
    default:
      return isLongText(field) ? (
        <Textarea
          {...shared}
          value={text}
          autosize
          minRows={3}
          maxRows={10}
          onChange={({ currentTarget }) => onChange(emptied(currentTarget.value))}
        />
      ) : (
        <TextInput {...shared} value={text} onChange={({ currentTarget }) => onChange(emptied(currentTarget.value))} />
      )
  }
}

/** What is no number stays text, so that the definition can say what is wrong with it. */
const numberOrText = (typed: string) => (/^-?\d+$/.test(typed.trim()) ? Number(typed) : typed || null)
