import type { FieldKind } from '../resource/field.ts'
import type { CustomFieldType } from './custom-field-definition.ts'

/** What a custom field's value is in a table, where every column has a kind. A number is kept as one, and read like a decimal. */
export const kindOfCustomField: Readonly<Record<CustomFieldType, FieldKind>> = {
  text: 'text',
  number: 'decimal',
  date: 'date',
  boolean: 'boolean',
  choice: 'text',
  multi_choice: 'textArray',
  reference: 'text',
}
