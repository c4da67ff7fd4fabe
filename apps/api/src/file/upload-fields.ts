import { invalidField, type JsonObject } from '@groundwork/domain'
import type { LateFields } from '@groundwork/services'
import { z } from 'zod'
import type { FormFields } from './upload-form.ts'

/** The metadata in a form. Whether the values are allowed is for the service to say. */
export function metadataOf(fields: FormFields): LateFields {
  const entityType = one(fields, 'entity_type')
  const entityId = one(fields, 'entity_id')
  const customFields = one(fields, 'custom_fields')
  return {
    ...(entityType && { entityType }),
    ...(entityId && { entityId }),
    ...(fields.has('tags') && { tags: (fields.get('tags') ?? []).flatMap(readTags) }),
    ...(customFields && { customFields: readObject('custom_fields', customFields) }),
  }
}

const asUuid = z.uuid()

/** The id of a row that a field before the file names. @throws DomainError for what is no id */
export function idIn(fields: FormFields, name: 'folder' | 'replaces'): string | undefined {
  const value = one(fields, name)
  if (!value) return undefined
  if (!asUuid.safeParse(value).success) throw invalidField(name, 'Must be an id')
  return value
}

/** @throws DomainError when a field that stands for one thing was sent with several values */
export function one(fields: FormFields, name: string): string | undefined {
  const values = [...new Set(fields.get(name))]
  if (values.length > 1) throw invalidField(name, 'Send this field once')
  return values[0]
}

/** `["a","b"]`, or `a, b`. */
export function readTags(text: string): string[] {
  const trimmed = text.trim()
  if (!trimmed.startsWith('['))
    return trimmed
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
  const tags = readJson('tags', trimmed)
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')) return tags
  throw invalidField('tags', 'Must be a list of words')
}

export function readObject(field: string, text: string): JsonObject {
  const value = readJson(field, text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw invalidField(field, 'Must be a JSON object')
}

function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidField(field, 'Not valid JSON', 'malformed_json')
  }
}
