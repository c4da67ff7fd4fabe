import { camelCase, type JsonObject, type Resource } from '@groundwork/domain'
import type { Definition } from '../custom-field/definitions.ts'
import { type EditableField, editableField } from '../resource/editable-field.ts'
import { words } from './words.ts'

interface MendedColumn {
  readonly resource: Resource
  readonly definitions: readonly Definition[]
  /** Names in the header to columns, as the job has it. */
  readonly mapping: JsonObject
  readonly header: string
}

/** Kinds of values that are picked rather than typed: a slip is what has brought the cell here. */
const picked = new Set(['choice', 'status', 'reference', 'boolean'])

/** The way to mend a cell of a column: what can only be one of a few is picked, everything else is text, as in the file. */
export function mendingField({ resource, definitions, mapping, header }: MendedColumn): EditableField {
  const column = Object.hasOwn(mapping, header) ? String(mapping[header]) : ''
  const field = editableField(resource, definitions, inRow(column))
  const shared = {
    label: header,
    // What a file says of a row, nothing else of it.
    read: (row: Readonly<Record<string, unknown>>) => row.text,
    changes: () => ({}),
  }
  if (!field || !picked.has(field.kind)) return { ...shared, kind: 'text', isNullable: false }
  if (field.kind !== 'boolean') return { ...field, ...shared, read: () => null }
  return { ...shared, kind: 'choice', isNullable: field.isNullable, choices: yesOrNo, read: () => null }
}

const yesOrNo = [
  { value: 'true', label: words.yes },
  { value: 'false', label: words.no },
]

/** `custom_fields.colour` -> `customFields.colour`; the key stays as it is. */
function inRow(column: string): string {
  const [name = '', key] = column.split(/\.(.*)/s)
  return key === undefined ? camelCase(name) : `${camelCase(name)}.${key}`
}
