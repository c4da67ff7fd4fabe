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
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { compileUpdate, type UpdatePlan } from '../query/compile-update.ts'
import { maskRow, type OpenFields, type Row, rowFrom } from '../query/row.ts'
import { type Table, tableOf } from '../query/table.ts'
import { refuseUnfitReferences } from '../reference/refuse-unfit-references.ts'
import { completeChanges } from './complete-row.ts'
import { personBehind, type SystemActor, type WriteOptions } from './contract.ts'
import { forbidden, getRow, missing, type ReadSession } from './read.ts'
import { refuseBrokenRules } from './refuse-broken-rules.ts'

/** A row that was written, and what the journal has to say about it. */
export interface Written {
  /** As the caller may see it. */
  readonly row: Row
  readonly organization: string | null
  readonly objectId: string
  readonly objectRepr: string
  readonly changes: AuditChanges
  /** Set where everything was already as it should be: nothing was written, and there is nothing to tell. */
  readonly isAsBefore?: true
  /** What else was written because of it, each with its own place in the journal. */
  readonly consequences?: readonly Consequence[]
}

/** A row that was deleted, changed or brought back because of one that it refers to. */
export interface Consequence extends Omit<Written, 'consequences' | 'isAsBefore'> {
  readonly resource: Resource
  readonly event: 'deleted' | 'updated' | 'restored'
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
  const { key, action, options } = request
  const table = tableOf(resource)
  if (!isPossibleKey(table, key)) throw notFound(resource.label)
  const { changes, refusal } = await completeChanges(session, resource, request)
  const scope = scopeOf(session.actor, action, resource)
  const view = scopeOf(session.actor, 'view', resource)
  const compiled = compileUpdate({
    table,
    key,
    actor: session.actor,
    view,
    scope,
    among: options.withDeleted ? 'all' : request.among,
    changes,
    assignments: request.assignments ?? [],
    expectedVersion: options.expectedVersion,
    expected: options.expected,
  })
  const [cells] = await afterCheck(
    refuseUnfitReferences(session, resource, { key, changes: changes ?? {}, reached: [view, scope] }),
    runWrite(session, compiled, { table, isRemoval: changes === null }),
  )
  if (!cells) throw await missing(session, resource, { key, action })

  const [
    isVisible,
    isAllowed,
    isCurrent,
    isExpected,
    isChanged,
    isStillReached,
    writable,
    readableBefore,
    readableAfter,
    answers,
  ] = cells
  const before = beforeRow(table, cells, compiled.before)
  if (!isVisible) throw notFound(resource.label)
  if (!isAllowed) throw forbidden(action, resource)
  if (!isCurrent) throw stale(maskRow(table, before, compiled.readable.openIn(readableBefore)))
  if (!isExpected) throw changedMeanwhile(resource)
  if (changes !== null && isChanged && !isStillReached) throw forbidden(action, resource)
  refuseClosedFields(changes ?? {}, compiled.writable.openIn(writable), { action, resource })
  if (refusal) throw refusal
  if (!isChanged) {
    const row = await getRow(session, resource, key, { action, withDeleted: options.withDeleted ?? false })
    return { ...describeRow(table, before), changes: {}, row, isAsBefore: true }
  }

  const after = rowFrom(table, cells, compiled.after)
  if (changes !== null) refuseBrokenRules(resource, after)
  after.abilities = changes === null ? [] : compiled.abilities.of(after, answers)
  return {
    ...describeRow(table, after),
    changes: auditDiff(resource, before, changes === null ? null : after),
    row: maskRow(table, after, compiled.readable.openIn(changes === null ? readableBefore : readableAfter)),
  }
}

/**
 * A check and a write that are sent together. Of two refusals the check's is told, whichever comes back first: the write's may
 * know of rows that the caller must not sense.
 */
export async function afterCheck<Result>(check: Promise<void>, write: Promise<Result>): Promise<Result> {
  const [checked, written] = await Promise.allSettled([check, write])
  if (checked.status === 'rejected') throw checked.reason
  if (written.status === 'rejected') throw written.reason
  return written.value
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
    organization: organization ? textOrNull(row[organization.field]) : null,
    objectId: String(row[key.field]),
    objectRepr: String(row[resource.title] ?? ''),
  }
}

const textOrNull = (value: unknown) => (value === null ? null : String(value))

/**
 * What only the system sets (`write: 'never'`) is no matter of grants.
 *
 * @throws DomainError forbidden when a grant reaches the row but not all fields that were sent
 */
export function refuseClosedFields(
  values: Readonly<Record<string, unknown>>,
  open: OpenFields,
  { action, resource }: { action: Action; resource: Resource },
): void {
  if (open === 'all') return
  const isSent = (field: string) => values[field] !== undefined && resource.fields[field]?.write !== 'never'
  const closed = Object.keys(values).filter((field) => isSent(field) && !open.has(field))
  if (!closed.length) return
  throw new DomainError('forbidden', `Not allowed: ${action} ${resource.label}`, {
    reason: 'closed_field',
    fields: Object.fromEntries(closed.map((field) => [field, ['Not allowed']])),
  })
}

export const stale = (current: Row) =>
  new DomainError('stale', 'It was changed by somebody else in the meantime', { details: { current } })

const changedMeanwhile = ({ label }: Resource) =>
  new DomainError('conflict', `The ${label} has changed`, { reason: 'changed_meanwhile' })

const beforeRow = ({ columns }: Table, cells: readonly unknown[], from: number): Row =>
  Object.fromEntries(columns.map(({ field }, index) => [field, cells[from + index]]))
