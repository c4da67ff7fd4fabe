import { Decimal } from 'decimal.js'
import { z } from 'zod'
import { compareDecimals, normalDecimal } from '../resource/decimal-text.ts'
import type { RowOf } from '../resource/define-resource.ts'
import { isPrintable } from '../resource/field.ts'
import type { CustomFieldDefinition, CustomFieldOptions } from './custom-field-definition.ts'
import { textPattern } from './text-pattern.ts'

/** What a definition says about values. */
export type CustomField = Pick<
  RowOf<typeof CustomFieldDefinition>,
  'key' | 'label' | 'type' | 'required' | 'options' | 'isActive'
>

const longestText = 10_000
/** Matching takes time with the length of both; so much of it can be waited for. */
const longestMatched = 1000

/** No value at all, however a form spells it: such are not kept. */
export const isEmptyValue = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** What is wrong with a value that is not empty; undefined when it is right. Whether a named row is there is not asked here. */
export function customValueFault({ type, options }: Pick<CustomField, 'type' | 'options'>, value: unknown) {
  switch (type) {
    case 'text':
      return textFault(options, value)
    case 'number':
      return numberFault(options, value)
    case 'date':
      return dateFault(options, value)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Must be true or false'
    case 'choice':
      return choiceFault(options, [value])
    case 'multi_choice':
      return Array.isArray(value) ? choiceFault(options, value) : 'Must be a list of choices'
    case 'reference':
      return typeof value === 'string' && value.length <= 100 ? undefined : 'Must be the key of a row'
  }
}

type Fault = string | undefined

function textFault({ maxLength = longestText, pattern }: CustomFieldOptions, value: unknown): Fault {
  if (typeof value !== 'string') return 'Must be text'
  if (!isPrintable(value)) return 'Control characters are not allowed'
  const longest = pattern === undefined ? maxLength : Math.min(maxLength, longestMatched)
  if (value.length > longest) return `At most ${longest} characters`
  return pattern === undefined || textPattern(pattern)?.(value) ? undefined : 'Not in the form that belongs here'
}

function numberFault({ min, max }: CustomFieldOptions, value: unknown): Fault {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Must be a number'
  const decimal = normalDecimal(new Decimal(value).toFixed()) ?? '0'
  if (min !== undefined && compareDecimals(decimal, min) < 0) return `At least ${min}`
  return max !== undefined && compareDecimals(decimal, max) > 0 ? `At most ${max}` : undefined
}

const isoDate = z.iso.date()

function dateFault({ min, max }: CustomFieldOptions, value: unknown): Fault {
  const { success, data: day = '' } = isoDate.safeParse(value)
  if (!success) return 'Must be a date such as 2026-11-21'
  if (min !== undefined && day < min) return `Not before ${min}`
  return max !== undefined && day > max ? `Not after ${max}` : undefined
}

function choiceFault({ choices = [] }: CustomFieldOptions, values: readonly unknown[]): Fault {
  if (!values.every((value) => choices.some((one) => one === value))) return `Must be one of ${choices.join(', ')}`
  return new Set(values).size === values.length ? undefined : 'A choice stands in the list twice'
}
