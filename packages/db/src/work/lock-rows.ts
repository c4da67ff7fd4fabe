import { type Action, notFound, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { compileLockMany } from '../query/compile-lock-many.ts'
import { maskRow, type OpenFields, type Row, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import type { RowChange } from './contract.ts'
import { forbidden, missing, type ReadSession, read } from './read.ts'
import { refuseClosedFields, stale } from './write.ts'

/** A row that is held until the transaction ends. */
export interface Standing {
  /** As the row stands, every field of it. */
  readonly before: Row
  /** Which of them the caller may see. */
  readonly seen: OpenFields
}

interface Holding {
  readonly action: Action
  /** Rows in the trash, and no others; live ones unless told. */
  readonly among?: 'deleted'
}

/**
 * Holds the rows that are about to be changed, removed or restored, by one statement. The first refusal is told, and says nothing of the others.
 *
 * @throws DomainError not_found, forbidden, or stale
 */
export async function lockRows(
  session: ReadSession,
  resource: Resource,
  changes: readonly RowChange[],
  { action, among }: Holding,
): Promise<ReadonlyMap<string, Standing>> {
  const table = tableOf(resource)
  const { actor } = session
  const [view, scope] = [scopeOf(actor, 'view', resource), scopeOf(actor, action, resource)]
  const keys = changes.map(({ key }) => key).filter((key) => isPossibleKey(table, key))
  const compiled = compileLockMany({ table, keys, actor, view, scope, among })
  const key = compiled.from + table.columns.indexOf(table.key)
  const byKey = new Map((await read(session, compiled)).map((cells) => [String(cells[key]), cells]))
  const standing = new Map<string, Standing>()
  for (const change of changes) {
    const cells = byKey.get(change.key)
    if (!cells) throw await missing(session, resource, { key: change.key, action })
    const [isViewed, isAllowed, writable, readable, abilities] = cells
    if (!isViewed && !isAllowed) throw notFound(resource.label)
    if (!isAllowed) throw forbidden(action, resource)
    const before = rowFrom(table, cells, compiled.from)
    before.abilities = compiled.abilities.of(before, abilities)
    const seen = compiled.readable.openIn(readable)
    const isMoved = change.expectedVersion !== undefined && change.expectedVersion !== before.version
    if (isMoved) throw stale(maskRow(table, { ...before }, seen))
    refuseClosedFields(change.changes, compiled.writable.openIn(writable), { action, resource })
    standing.set(change.key, { before, seen })
  }
  return standing
}
