import { GroundworkError } from '@groundwork/client'
import type { Resource } from '@groundwork/domain'
import { words } from './words.ts'

/** One message by field. */
export type FormErrors = Readonly<Record<string, string>>

/** Judges the values by the definition's own schema: the same words the server would say, without asking it. */
export function errorsBeforeSaving(resource: Resource, values: object, verb: 'create' | 'patch'): FormErrors {
  const { error } = resource[verb].safeParse(values)
  const errors: Record<string, string> = {}
  for (const { path, message } of error?.issues ?? []) {
    const field = String(path[0] ?? '')
    const given = (values as Readonly<Record<string, unknown>>)[field]
    errors[field] ??= given === undefined || given === null || given === '' ? words.fieldMissing : message
  }
  return errors
}

/** What the server said about fields; empty when it spoke of the whole. */
export function errorsFromServer(error: unknown): FormErrors {
  if (!(error instanceof GroundworkError)) return {}
  return Object.fromEntries(
    Object.entries(error.errors).map(([path, messages]) => [fieldOf(path), messages.join('. ')]),
  )
}

/** `values.tags.1` and `tags.1` are both said at `tags`. */
const fieldOf = (path: string) => path.replace(/^values\./, '').split('.')[0] ?? path
