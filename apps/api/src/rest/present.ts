import { DomainError, type Resource, snakeCase } from '@groundwork/domain'
import { fromRest, holdsNames, toRest } from './names.ts'

type RowLike = Readonly<Record<string, unknown>>

/** Writes rows of a resource as REST JSON: snake_case names, in the definition's order, in one pass. */
function presenterOf(resource: Resource): (row: object) => string {
  const columns = resource.columns.map((name) => ({
    name,
    prefix: `${JSON.stringify(snakeCase(name))}:`,
    write: holdsNames(resource, name) ? presentPlain : JSON.stringify,
  }))
  return (row) => {
    let text = '{'
    for (const { name, prefix, write } of columns) {
      const value = (row as RowLike)[name]
      if (value === undefined) continue
      if (text.length > 1) text += ','
      text += prefix + (value === null ? 'null' : write(value as object))
    }
    return `${text}}`
  }
}

const presenters = new WeakMap<Resource, (row: object) => string>()

/** One row as REST JSON text. */
export function presentRest(resource: Resource, row: object): string {
  let present = presenters.get(resource)
  if (!present) {
    present = presenterOf(resource)
    presenters.set(resource, present)
  }
  return present(row)
}

/** Any plain answer. */
export const presentPlain = (value: object): string => JSON.stringify(inSnakeCase(value))

/** Names of ours in snake_case, whatever they stand in; what others have named stays. */
export const inSnakeCase = (value: object): Readonly<Record<string, unknown>> =>
  toRest(value) as Record<string, unknown>

/** A list that is never long enough for pages, in the shape of one. */
export const presentPage = (rows: readonly object[], present = presentPlain): string =>
  `{"count":${rows.length},"next":null,"previous":null,"results":[${rows.map((row) => present(row)).join(',')}]}`

/** A body's names in camelCase, for the definition's schemas. REST has one spelling: camelCase is refused, not guessed. */
export function readSnakeCase(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid', 'The body must be a JSON object')
  }
  const misspelt: string[] = []
  const values = fromRest(body, (path) => misspelt.push(path))
  if (!misspelt.length) return values as Record<string, unknown>
  const message = 'Unknown field: names are written in snake_case'
  throw new DomainError('invalid', 'The request is not valid', {
    fields: Object.fromEntries(misspelt.map((path) => [path, [message]])),
  })
}
