import { AuditEntry, camelCase, DomainError, type Resource, snakeCase } from '@groundwork/domain'

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

/** The fields of a diff and the facts about a request are names of ours, inside a value. */
const holdsNames = ({ name: resource }: Resource, name: string) =>
  resource === AuditEntry.name && (name === 'changes' || name === 'context')

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

/** Any plain answer: names of its own level in snake_case, values as they are. */
export const presentPlain = (value: object): string => JSON.stringify(inSnakeCase(value))

export const inSnakeCase = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [snakeCase(name), item]))

/** A list that is never long enough for pages, in the shape of one. */
export const presentPage = (rows: readonly object[]): string =>
  `{"count":${rows.length},"next":null,"previous":null,"results":[${rows.map(presentPlain).join(',')}]}`

/** A body's names in camelCase, for the definition's schemas. REST has one spelling: camelCase is refused, not guessed. */
export function readSnakeCase(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid', 'The body must be a JSON object')
  }
  const misspelt = Object.keys(body).filter((name) => /[A-Z]/.test(name))
  if (misspelt.length) {
    const fields = Object.fromEntries(
      misspelt.map((name) => [name, ['Unknown field: names are written in snake_case']]),
    )
    throw new DomainError('invalid', 'The request is not valid', { fields })
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [camelCase(name), value]))
}
