import {
  DomainError,
  type Field,
  invalidField,
  isDomainError,
  notEnoughStorage,
  notFound,
  type Resource,
  snakeCase,
  uploadInterrupted,
} from '@groundwork/domain'
import pg from 'pg'
import { columnName } from '../query/table.ts'

export type Verb = 'read' | 'write' | 'remove'

/** What went wrong in Postgres, as the caller may know it. What has no such meaning is a bug and stays what it is. */
export function translateError(error: unknown, resource?: Resource, verb: Verb = 'read'): unknown {
  if (isDomainError(error)) return error
  if (isConnectionLost(error)) return new DomainError('unavailable', 'The database does not answer', { cause: error })
  return error instanceof pg.DatabaseError ? meaningOf(error, resource, verb) : error
}

/** By SQLSTATE. */
function meaningOf(error: pg.DatabaseError, resource: Resource | undefined, verb: Verb): unknown {
  const options = (reason: string) => ({ reason, cause: error })
  switch (error.code) {
    case '23505': // unique_violation
      return duplicate(error, resource)
    case '23503': // foreign_key_violation
    case '23001': // restrict_violation
      if (verb === 'remove') return new DomainError('conflict', 'It is still used elsewhere', options('in_use'))
      return refusedValue(error, resource) ?? error
    case '23502': // not_null_violation
      if (isWithoutBlob(error)) return uploadInterrupted(error)
      return refusedValue(error, resource) ?? error
    case '23514': // check_violation
      return refusedValue(error, resource) ?? error
    case '22021': // character_not_in_repertoire
    case '22P05': // untranslatable_character
      return new DomainError('invalid', 'A text holds a character that cannot be stored', { cause: error })
    case '40001': // serialization_failure
    case '40P01': // deadlock_detected
    case '55P03': // lock_not_available
      return new DomainError('conflict', 'Somebody else is changing the same rows. Try again', options('try_again'))
    case 'GW001': // of our own triggers: a legal hold
      return new DomainError('conflict', 'It is under legal hold', options('legal_hold'))
    case 'GW002': // of our own `charge_storage`
      return notEnoughStorage(error.detail === 'own' ? 'own' : 'above')
    case 'GW003': // of our own `confirm_versions`
      return uploadInterrupted(error)
    case '57014': // query_canceled, by the statement timeout
      return new DomainError('unavailable', 'The database took too long', options('timeout'))
    default:
      return error
  }
}

/** A version is made of a blob that was announced, and there is none any more that may come to life: `keepSmallAtCommit`. */
const isWithoutBlob = ({ table, column }: pg.DatabaseError) => table === 'file_version' && column === 'blob_id'

/** Postgres gave it up at the time that a statement may take. */
export const isTooSlow = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57014'

/** The connection broke or could not be made: exceptions, shutdown, too many connections, out of resources. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as NodeJS.ErrnoException
  return error instanceof pg.DatabaseError
    ? /^(08|53|57P0)/.test(code)
    : connectionCodes.test(code) || connectionMessages.test(error.message)
}

const connectionCodes = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)/
const connectionMessages =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout/

function duplicate(error: pg.DatabaseError, resource: Resource | undefined): DomainError {
  const unique = uniquesOf(resource).find(({ constraint }) => constraint === error.constraint)
  const message = 'Already exists'
  // Of `organization, warehouse, barcode` the barcode is what the caller has to change.
  const own = unique?.fields.findLast((field) => isFree(resource?.fields[field]))
  const fields = own ? [own] : (unique?.fields ?? []).filter((_, index, { length }) => length === 1 || index > 0)
  return new DomainError('conflict', message, {
    reason: 'duplicate',
    ...(fields.length && { fields: Object.fromEntries(fields.map((field) => [field, [message]])) }),
    cause: error,
  })
}

/** Neither a place nor a kind, but a word of the caller's own. */
const isFree = (field: Field | undefined) => field !== undefined && !field.reference && !field.choices

/** Unique indexes are named after their table and columns: the schema gate holds them to it. */
function uniquesOf(resource: Resource | undefined) {
  if (!resource) return []
  const { table, key, uniques = [], fields } = resource
  const named = uniques.map((set) => ({
    constraint: `${table}_${set.map((field) => columnName(field, fields[field] ?? {})).join('_')}_key`,
    fields: set,
  }))
  return [{ constraint: `${table}_pkey`, fields: [key] as readonly string[] }, ...named]
}

/** A reference to nothing, a missing value, or one that a check refuses: told on its field. */
function refusedValue(error: pg.DatabaseError, resource: Resource | undefined): DomainError | null {
  const field = fieldOf(error, resource)
  if (!field) return null
  if (error.code === '23503') return field === 'organization' ? notFound('organization') : doesNotExist(field)
  if (error.column === 'path') return doesNotExist(field)
  if (error.code === '23502') return invalidField(field, 'May not be empty', 'refused_value')
  if (error.constraint === depthCheck(resource)) return invalidField(field, 'Is too deep in the tree', 'too_deep')
  const rule = resource?.rules?.find((candidate) => candidate.field === field)
  return rule
    ? invalidField(field, rule.message, 'broken_rule')
    : invalidField(field, 'Is not allowed', 'refused_value')
}

const depthCheck = (resource: Resource | undefined) => (resource?.tree ? `${resource.table}_depth_check` : undefined)

/** The same for a row that is not there and one the caller cannot reach. */
const doesNotExist = (field: string) => invalidField(field, 'Does not exist', 'no_such_reference')

function fieldOf(
  { constraint = '', column, table }: pg.DatabaseError,
  resource: Resource | undefined,
): string | undefined {
  if (!resource || table !== resource.table) return undefined
  // A node takes its path from its parent, and has none when that is not there.
  if (resource.tree && (column === 'path' || constraint === depthCheck(resource))) return 'parent'
  return Object.entries(resource.fields).find(([field, definition]) => {
    const name = columnName(field, definition)
    const own = [
      `${table}_${name}_check`,
      `${table}_${name}_fkey`,
      `${table}_${snakeCase(field)}_fkey`,
      `${table}_organization_id_${name}_fkey`,
    ]
    return column ? column === name : own.includes(constraint)
  })?.[0]
}
