import { GroundworkError } from '@groundwork/client'
import { issueInWords, type Resource } from '@groundwork/domain'
import type { AnyRow } from './record-types.ts'
import { words } from './words.ts'

/** One message by path: `name`, `emailAddresses.1.email`, `customFields.color`. */
export type FormErrors = Readonly<Record<string, string>>

/** Judges the values by the definition's own schema: the same words the server would say, without asking it. */
export function errorsBeforeSaving(
  resource: Pick<Resource, 'create' | 'patch'>,
  values: object,
  verb: 'create' | 'patch',
): FormErrors {
  const { error } = resource[verb].safeParse(values)
  const errors: Record<string, string> = {}
  for (const issue of error?.issues ?? []) {
    const { path } = issue
    errors[path.join('.')] ??= isMissing(valueAt(values, path)) ? words.fieldMissing : issueInWords(issue)
  }
  return errors
}

/** What is wrong with the record as a whole, though each of its fields alone is right. */
export const errorsOfRules = ({ rules = [] }: Pick<Resource, 'rules'>, row: AnyRow): FormErrors =>
  Object.fromEntries(rules.filter(({ isBroken }) => isBroken(row)).map(({ field, message }) => [field, message]))

/** What the server said about fields; empty when it spoke of the whole. */
export function errorsFromServer(error: unknown): FormErrors {
  if (!(error instanceof GroundworkError)) return {}
  return Object.fromEntries(
    Object.entries(error.errors).map(([path, messages]) => [path.replace(/^values\./, ''), messages.join('. ')]),
  )
}

/** What is said about the inside of a field: `{ '1.email': ... }` of `emailAddresses.1.email`. */
export function errorsWithin(errors: FormErrors, path: string): FormErrors {
  const prefix = `${path}.`
  return Object.fromEntries(
    Object.entries(errors).flatMap(([at, message]) =>
      at.startsWith(prefix) ? [[at.slice(prefix.length), message]] : [],
    ),
  )
}

/** What is said about a field that is entered in one piece: about itself, or about any part of it. */
export const errorOf = (errors: FormErrors, path: string): string | undefined =>
  errors[path] ?? Object.values(errorsWithin(errors, path))[0]

/** The errors that are left when somebody has changed what one of them was about, or anything below it. */
export const errorsWithout = (errors: FormErrors, path: string): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([at]) => at !== path && !at.startsWith(`${path}.`)))

/** What no input of the form can say, because it is about something that is not shown. */
export const errorsBeside = (errors: FormErrors, shown: readonly string[]): readonly string[] =>
  Object.entries(errors).flatMap(([path, message]) => (shown.includes(path.split('.')[0] ?? '') ? [] : [message]))

const isMissing = (value: unknown) => value === undefined || value === null || value === ''

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  let value = values
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return value
}
