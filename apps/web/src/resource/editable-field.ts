import type { Field, Resource } from '@groundwork/domain'
import type { Definition } from '../custom-field/definitions.ts'
import { isLongText } from './field-groups.ts'
import type { AnyRow } from './record-types.ts'
import { spell } from './words.ts'

/** How a value is changed where it stands. */
type CellKind =
  | 'text'
  | 'whole'
  | 'decimal'
  | 'number'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'status'
  | 'reference'
  | 'words'
  | 'many'

/** A field of a record, its own one or a custom one, as a cell changes it. */
export interface EditableField {
  readonly kind: CellKind
  readonly label: string
  readonly isNullable: boolean
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly reference?: string
  readonly where?: Field['where']
  readonly read: (row: AnyRow) => unknown
  /** What to send, and to show meanwhile. */
  readonly changes: (row: AnyRow, value: unknown) => AnyRow
}

const customPrefix = 'customFields.'

/** The way to change what a column shows; undefined where that takes a form, or is nobody's to change. */
export function editableField(
  resource: Resource,
  definitions: readonly Definition[],
  column: string,
): EditableField | undefined {
  if (!column.startsWith(customPrefix)) return ownField(resource, column)
  const key = column.slice(customPrefix.length)
  const definition = definitions.find((one) => one.key === key)
  return definition?.isActive ? customField(definition) : undefined
}

function ownField(resource: Resource, name: string): EditableField | undefined {
  const field = resource.fields[name]
  const kind = field && field.write === 'always' && name !== 'parent' ? kindOf(field) : undefined
  if (!field || !kind) return undefined
  return {
    kind,
    label: spell(name),
    isNullable: field.presence === 'nullable',
    ...(field.choices && { choices: field.choices.map((value) => ({ value, label: spell(value) })) }),
    ...(field.reference && { reference: field.reference }),
    ...(field.where && { where: field.where }),
    read: (row) => row[name],
    changes: (_row, value) => ({ [name]: value }),
  }
}

function kindOf(field: Field): CellKind | undefined {
  if (field.reference === 'status') return 'status'
  if (field.reference) return 'reference'
  if (field.choices) return 'choice'
  switch (field.kind) {
    case 'text':
      return isLongText(field) ? undefined : 'text'
    case 'integer':
    case 'bigint':
      return 'whole'
    case 'decimal':
    case 'date':
    case 'boolean':
      return field.kind
    case 'textArray':
      return 'words'
    default:
      return undefined
  }
}

const customKinds: Readonly<Record<Definition['type'], CellKind>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  boolean: 'boolean',
  choice: 'choice',
  multi_choice: 'many',
  reference: 'reference',
}

function customField({ key, label, type, required, options }: Definition): EditableField {
  const { choices, resource } = options
  const valuesOf = (row: AnyRow) => (row.customFields ?? {}) as AnyRow
  return {
    kind: customKinds[type],
    label,
    isNullable: !required,
    ...(choices && { choices: choices.map((value) => ({ value, label: value })) }),
    ...(resource && { reference: resource }),
    read: (row) => valuesOf(row)[key],
    // The others stay as they are; one without a value is not there.
    changes: (row, value) => {
      const { [key]: _before, ...others } = valuesOf(row)
      return { customFields: isNothing(value) ? others : { ...others, [key]: value } }
    },
  }
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What was typed, as the field keeps it. What is no number stays text, for the definition to say what is wrong. */
export function typedValue({ kind, isNullable }: Pick<EditableField, 'kind' | 'isNullable'>, typed: string): unknown {
  const text = typed.trim()
  if (text === '') return isNullable || kind !== 'text' ? null : ''
  const isNumber = kind === 'whole' || kind === 'number'
  return isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
