import type { FieldErrors } from '../error/domain-error.ts'
import { resources } from '../registry.ts'
import { compareDecimals, normalDecimal } from '../resource/decimal-text.ts'
import type { Resource } from '../resource/define-resource.ts'
import { isSafeKey } from '../resource/json-object.ts'
import type { CustomFieldOptions, CustomFieldType } from './custom-field-definition.ts'
import { type CustomField, customValueFault, isEmptyValue } from './custom-value.ts'
import { textPattern } from './text-pattern.ts'

type Option = keyof CustomFieldOptions

/** What each type reads; another option on it is a mistake. */
const optionsOf: Readonly<Record<CustomFieldType, readonly Option[]>> = {
  text: ['maxLength', 'pattern', 'default'],
  number: ['min', 'max', 'default'],
  date: ['min', 'max', 'default'],
  boolean: ['default'],
  choice: ['choices', 'default'],
  multi_choice: ['choices', 'default'],
  // Whether the row of a default is still there could only be asked when it is taken, of somebody who did not choose it.
  reference: ['resource'],
}

/** The resources that organizations may give fields of their own to. */
export const customizableResources = (): readonly string[] =>
  Object.entries(resources as Readonly<Record<string, Resource>>)
    .filter(([, { customFields, scope }]) => customFields && scope.kind === 'organization')
    .map(([name]) => name)

/** What is wrong with a definition in itself, by field. */
export function definitionFaults(
  definition: Pick<CustomField, 'key' | 'type' | 'options'> & { readonly resource: string },
): FieldErrors {
  const faults: Record<string, readonly string[]> = {}
  const add = (field: string, fault: string | undefined) => {
    if (fault) faults[field] = [fault]
  }
  const { resource, key, type, options } = definition
  add('resource', customizableResources().includes(resource) ? undefined : 'Has no custom fields')
  add('key', isSafeKey(key) ? undefined : 'Cannot be used as a key')
  for (const option of Object.keys(options) as Option[]) {
    if (options[option] === undefined) continue
    const belongs = optionsOf[type].includes(option)
    add(`options.${option}`, belongs ? optionFault(option, definition) : `Does not belong to a field of type ${type}`)
  }
  if (optionsOf[type].includes('choices') && !options.choices) add('options.choices', 'Say what may be chosen')
  if (type === 'reference' && !options.resource) add('options.resource', 'Say what kind of row it names')
  return faults
}

function optionFault(option: Option, { type, options }: Pick<CustomField, 'type' | 'options'>): string | undefined {
  switch (option) {
    case 'choices':
      return choicesFault(options.choices ?? [])
    case 'pattern':
      return textPattern(options.pattern ?? '') ? undefined : 'Not a pattern of the RE2 syntax'
    case 'resource':
      return isNameable(options.resource ?? '') ? undefined : 'There is no such kind of row'
    case 'min':
    case 'max':
      return boundFault(option, type, options)
    case 'default':
      return isEmptyValue(options.default) ? 'May not be empty' : customValueFault({ type, options }, options.default)
    case 'maxLength':
      return undefined
  }
}

function choicesFault(choices: readonly string[]): string | undefined {
  if (!choices.length) return 'Say what may be chosen'
  return new Set(choices).size === choices.length ? undefined : 'A choice stands in the list twice'
}

function boundFault(option: 'min' | 'max', type: CustomFieldType, options: CustomFieldOptions): string | undefined {
  const { min, max } = options
  const isNumber = normalDecimal(options[option] ?? '') !== undefined
  if (isNumber !== (type === 'number')) return type === 'number' ? 'Must be a number' : 'Must be a date'
  if (option === 'min' || min === undefined || max === undefined) return undefined
  const isBackwards = type === 'number' ? compareDecimals(min, max) > 0 : min > max
  return isBackwards ? 'Less than the least' : undefined
}

const isNameable = (name: string) =>
  Object.hasOwn(resources, name) && !(resources as Readonly<Record<string, Resource>>)[name]?.appendOnly
