import { z } from 'zod'
import { decimalText } from '../resource/decimal-text.ts'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, integer, json, printable, text } from '../resource/field.ts'

export const customFieldTypes = ['text', 'number', 'date', 'boolean', 'choice', 'multi_choice', 'reference'] as const
export type CustomFieldType = (typeof customFieldTypes)[number]

const bound = decimalText({ precision: 30, scale: 10 })

/** What a type asks of a value; each type reads its own of them. */
export const customFieldOptions = z.strictObject({
  /** Of a choice: what may be chosen. */
  choices: z.array(printable.trim().min(1).max(100)).max(200).optional(),
  /** Of a number: its bounds, as decimal text; of a date: the first and last day. */
  min: z.union([bound, z.iso.date()]).optional(),
  max: z.union([bound, z.iso.date()]).optional(),
  /** Of a text. */
  maxLength: z.int().min(1).max(10_000).optional(),
  /** Of a text: a regular expression that the whole of it matches. */
  pattern: printable.max(200).optional(),
  /** Of a reference: the kind of row. */
  resource: printable.max(50).optional(),
  /** What a new row has when nothing is said. */
  default: z.union([z.string().max(1000), z.number(), z.boolean(), z.array(z.string().max(100)).max(50)]).optional(),
})
export type CustomFieldOptions = z.output<typeof customFieldOptions>

/** A field that an organization gives to one of its kinds of rows. The values are in the rows' `customFields`, by its key. */
export const CustomFieldDefinition = defineResource({
  name: 'customFieldDefinition',
  plural: 'custom-field-definitions',
  label: 'custom field',
  table: 'custom_field_definition',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    /** The kind of row that has it: `product`. */
    resource: text({ max: 50, write: 'create', filter: true, sort: true }),
    key: text({ max: 60, pattern: /^[a-z][A-Za-z0-9_]*$/, write: 'create', filter: true, sort: true, search: true }),
    label: text({ max: 100, filter: true, sort: true, search: true }),
    type: choice(customFieldTypes, { write: 'create', filter: true, sort: true }),
    required: boolean({ presence: 'defaulted', filter: true }),
    options: json(customFieldOptions, { presence: 'defaulted' }),
    description: text({ max: 500, presence: 'defaulted' }),
    /** Where it stands in forms, the smallest first. */
    position: integer({ presence: 'defaulted', min: 0, max: 10_000, filter: true, sort: true }),
    /** One that is not keeps its values; nobody may set them any more. */
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['organization', 'resource', 'key']],
  lookups: { organizationName: 'organization.name' },
  defaultOrder: 'position',
  title: 'label',
})
