import { isSameValue } from '../audit/audit-diff.ts'
import type { FieldErrors } from '../error/domain-error.ts'
import type { JsonObject, JsonValue } from '../resource/json-object.ts'
import { type CustomField, customValueFault, isEmptyValue } from './custom-value.ts'

/** A row that a value names: the database knows whether the caller may see it. */
export interface NamedRow {
  readonly path: string
  readonly resource: string
  readonly key: string
}

export interface JudgedCustomFields {
  /** What to keep. */
  readonly values: JsonObject
  readonly faults: FieldErrors
  readonly named: readonly NamedRow[]
}

/**
 * Holds a row's custom fields against what its organization defined; `before` is null for a new row. Only what changes is
 * judged: old values stay right when a definition has moved on. Where nothing is defined everything is free.
 */
export function judgeCustomFields(
  fields: readonly CustomField[],
  given: JsonObject,
  before: JsonObject | null,
): JudgedCustomFields {
  if (!fields.length) return { values: given, faults: {}, named: [] }
  const values: Record<string, JsonValue> = { ...kept(fields, before ?? {}), ...given }
  const faults: Record<string, readonly string[]> = {}
  const named: NamedRow[] = []
  for (const key of Object.keys(values)) {
    const field = fields.find((one) => one.key === key)
    if (!isSameValue(values[key], ownValue(before, key))) {
      values[key] = tidied(field, values[key])
      const fault = faultIn(field, values[key])
      if (fault) faults[pathOfCustomField(key)] = [fault]
      else if (field?.type === 'reference') named.push(...rowNamedBy(field, values[key]))
    }
    if (field && isEmptyValue(values[key])) delete values[key]
  }
  for (const { key, required, isActive, options } of fields) {
    if (!isActive || Object.hasOwn(faults, pathOfCustomField(key)) || Object.hasOwn(values, key)) continue
    if (!before && !Object.hasOwn(given, key) && options.default !== undefined) values[key] = options.default
    else if (required) faults[pathOfCustomField(key)] = ['May not be empty']
  }
  return { values, faults, named }
}

/** The organization's own word, never respelt. */
export const pathOfCustomField = (key: string) => `customFields.${key}`

/** A field that is not active any more keeps its value, whether or not the caller knew of it. */
const kept = (fields: readonly CustomField[], before: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(before).filter(([key]) => fields.some((one) => one.key === key && !one.isActive)))

const ownValue = (values: JsonObject | null, key: string) =>
  values && Object.hasOwn(values, key) ? values[key] : undefined

/** Text is trimmed, as in the fields of our own. */
const tidied = (field: CustomField | undefined, value: JsonValue | undefined): JsonValue =>
  (field?.type === 'text' && typeof value === 'string' ? value.trim() : value) ?? null

function faultIn(field: CustomField | undefined, value: unknown): string | undefined {
  if (!field) return 'There is no such field'
  if (!field.isActive) return 'Is not active any more'
  return isEmptyValue(value) ? undefined : customValueFault(field, value)
}

const rowNamedBy = ({ key, options }: CustomField, value: unknown): readonly NamedRow[] =>
  typeof value === 'string' && value && options.resource
    ? [{ path: pathOfCustomField(key), resource: options.resource, key: value }]
    : []
