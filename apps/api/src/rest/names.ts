import { camelCase, type Field, type Resource, resources, snakeCase } from '@groundwork/domain'

/** Whether a value's own keys are names of ours: a structured one. */
const isStructured = ({ members, schema }: Field) => members !== undefined || schema.def.type === 'object'

/** What stands in these is spelled by whoever wrote it: custom fields, attributes, rules. */
const free: ReadonlySet<string> = new Set(
  Object.values<Resource>(resources)
    .flatMap(({ fields }) => Object.entries(fields))
    .flatMap(([name, field]) => (field.kind === 'json' && !isStructured(field) ? [name] : [])),
)

/** The trail names fields of other resources in its own free objects. */
const ofTrail = new Set(['changes', 'context'])
/** Keyed by kinds of rows, which are values everywhere else. */
const byKind = 'byResource'
const isFree = (name: string) => (free.has(camelCase(name)) || camelCase(name) === byKind) && !ofTrail.has(name)

/** Whether names of ours stand inside a field's values. */
export const holdsNames = ({ fields }: Resource, name: string): boolean =>
  (fields[name]?.kind === 'json' || fields[name]?.kind === 'items') && !isFree(name)

/** Nothing of ours is nested deeper; a body of brackets alone would otherwise exhaust the stack. */
const maxDepth = 8

/** REST has the seeds' word for the order of a list. A header, `Upload-Offset`, is spelled as it is sent. */
const restName = (name: string) => {
  if (name.includes('-')) return name
  return name === 'orderBy' ? 'ordering' : snakeCase(name)
}

/** `emailAddresses.1.emailType` -> `email_addresses.1.email_type`; of `customFields.shoeSize` the key stays what it is. */
export function restPath(path: string): string {
  const segments = path.split('.')
  const end = segments.findIndex(isFree) + 1 || segments.length
  return [...segments.slice(0, end).map(restName), ...segments.slice(end)].join('.')
}

/** A value with all names of ours in snake_case, at every depth. */
export function toRest(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return depth < maxDepth ? value.map((item) => toRest(item, depth + 1)) : value
  if (typeof value !== 'object' || value === null || depth >= maxDepth) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [restPath(name), isFree(name) ? item : toRest(item, depth + 1)]),
  )
}

/** The same back; `onMisspelt` hears of names that are in camelCase already, by their path. */
export function fromRest(value: unknown, onMisspelt: (path: string) => void, path: readonly string[] = []): unknown {
  if (path.length > maxDepth) return value
  if (Array.isArray(value)) return value.map((item, index) => fromRest(item, onMisspelt, [...path, String(index)]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const here = [...path, name]
      if (/[A-Z]/.test(name)) onMisspelt(here.join('.'))
      const camel = camelCase(name)
      return [camel, isFree(name) ? item : fromRest(item, onMisspelt, here)]
    }),
  )
}
