import {
  type Action,
  type AuditChanges,
  auditDiff,
  DomainError,
  notFound,
  type Principal,
  type Resource,
} from '@groundwork/domain'
import { translateError } from '../connection/translate-error.ts'
import { compileUpdate, type UpdatePlan } from '../query/compile-update.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { scopeOf } from '../query/actor-scope.ts'
import type { OpenFields } from '../query/part-flags.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { type Table, tableOf } from '../query/table.ts'
import { personBehind, type SystemActor, type WriteOptions } from './contract.ts'
import { forbidden, type ReadSession } from './read.ts'
import { refuseForeignReferences } from './refuse-foreign-references.ts'

/** A row that was written, and what the journal has to say about it. */
export interface Written {
  /** As the caller may see it. */
  readonly row: Row
  readonly organization: string | null
  readonly objectId: string
  readonly objectRepr: string
  readonly changes: AuditChanges
}

export interface ChangeRequest {
  readonly key: string
  readonly action: Action
  readonly among: UpdatePlan['among']
  /** Null deletes the row. */
  readonly changes: Readonly<Record<string, unknown>> | null
  readonly assignments?: readonly string[]
  readonly options: WriteOptions
}

/** Changes one row that the action reaches before and after. Every refusal leaves the transaction to be rolled back. */
export async function changeRow(session: ReadSession, resource: Resource, request: ChangeRequest): Promise<Written> {
  const { key, action, changes, options } = request
  const table = tableOf(resource)
  if (!isPossibleKey(table, key)) throw notFound(resource.label)
  const scope = scopeOf(session.actor, action, resource)
  const view = scopeOf(session.actor, 'view', resource)
  const compiled = compileUpdate({
    table,
    key,
    view,
    scope,
    among: options.withDeleted ? 'all' : request.among,
    changes,
    assignments: request.assignments ?? [],
    actorId: actorIdOf(session.actor),
    expectedVersion: options.expectedVersion,
    expected: options.expected,
  })
  const [, [cells]] = await Promise.all([
    refuseForeignReferences(session, resource, changes ?? {}),
    runWrite(session, compiled, { table, isRemoval: changes === null }),
  ])
  if (!cells) throw notFound(resource.label)

  const [isVisible, isAllowed, isCurrent, isExpected, isStillReached, partsCell] = cells
  const before = beforeRow(table, cells, compiled.before)
  if (!isVisible) throw notFound(resource.label)
  if (!isAllowed) throw forbidden(action, resource)
  if (!isCurrent) throw stale(before)
  if (!isExpected) throw new DomainError('conflict', `The ${resource.label} has changed`, { reason: 'changed_meanwhile' })
  if (changes !== null && !isStillReached) throw forbidden(action, resource)
  const open = compiled.flags.openIn(partsCell)
  refuseClosedFields(changes ?? {}, open, { action, resource })

  const after = rowFrom(table, cells, compiled.after)
  const told = changes === null ? null : after
  return { ...describeRow(table, after), row: masked(table, after, open), changes: auditDiff(resource, before, told) }
}

export async function runWrite(
  session: ReadSession,
  statement: Parameters<ReadSession['run']>[0],
  { table, isRemoval = false }: { table: Table; isRemoval?: boolean },
): Promise<unknown[][]> {
  try {
    return await session.run(statement)
  } catch (error) {
    throw translateError(error, table.resource, isRemoval ? 'remove' : 'write')
  }
}

export const actorIdOf = (actor: Principal | SystemActor) => personBehind(actor)?.userId ?? null

export function describeRow(table: Table, row: Row): Pick<Written, 'organization' | 'objectId' | 'objectRepr'> {
  const { organization, key, resource } = table
  return {
    organization: organization ? String(row[organization.field]) : null,
    objectId: String(row[key.field]),
    objectRepr: String(row[resource.title] ?? ''),
  }
}

export const masked = (table: Table, row: Row, open: OpenFields) => (open === 'all' ? row : maskRow(table, { ...row }, open))

/** @throws DomainError forbidden when a grant reaches the row but not all fields that were sent */
export function refuseClosedFields(
  values: Readonly<Record<string, unknown>>,
  open: OpenFields,
  { action, resource }: { action: Action; resource: Resource },
): void {
  if (open === 'all') return
  const closed = Object.keys(values).filter((field) => values[field] !== undefined && !open.has(field))
  if (!closed.length) return
  throw new DomainError('forbidden', `Not allowed: ${action} ${resource.label}`, {
    reason: 'closed_field',
    fields: Object.fromEntries(closed.map((field) => [field, ['Not allowed']])),
  })
}

const stale = (current: Row) =>
  new DomainError('stale', 'It was changed by somebody else in the meantime', { details: { current } })

const beforeRow = ({ columns }: Table, cells: readonly unknown[], from: number): Row =>
  Object.fromEntries(columns.map(({ field }, index) => [field, cells[from + index]]))
