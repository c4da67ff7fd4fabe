import { type Action, auditDiff, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { compileRemoveMany } from '../query/compile-remove-many.ts'
import { maskRow, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { usersOf } from '../reference/references.ts'
import { settleUsers } from '../reference/settle-users.ts'
import { lockRows, type Standing } from './lock-rows.ts'
import { forbidden } from './read.ts'
import type { TransactionSession } from './transaction-session.ts'
import { describeRow, runWrite, type Written } from './write.ts'

/**
 * Removes rows as `removeRow` would, by a few statements for all of them. What refers to one of them counts as gone where it goes as well,
 * so a branch of a tree goes as a whole.
 */
export async function removeTogether(
  session: TransactionSession,
  resource: Resource,
  keys: readonly string[],
  { action, isAlone }: { readonly action: Action; readonly isAlone: true | undefined },
): Promise<Written[]> {
  const table = tableOf(resource)
  const { actor } = session
  const standing = await lockRows(
    session,
    resource,
    keys.map((key) => ({ key, changes: {} })),
    { action },
  )
  const homes = table.organization
    ? [...standing.values()].map(({ before }) => before[String(table.organization?.field)])
    : []
  const organizations = [...new Set(homes.filter((home) => typeof home === 'string'))]
  const removed = { resource, keys, organizations, isAlone }
  // Where rows are gone at once, their foreign keys speak first: so before they go.
  const early = resource.softDelete || !usersOf(resource).length ? [] : await settleUsers(session, removed)
  const compiled = compileRemoveMany({ table, keys, actor, scope: scopeOf(actor, action, resource) })
  const answers = await runWrite(session, compiled, { table, isRemoval: !resource.softDelete })
  const written = new Map<string, Written>()
  for (const cells of answers) {
    const [isStillReached, abilities] = cells.slice(compiled.from)
    if (resource.softDelete && isStillReached !== true) throw forbidden(action, resource)
    const after = rowFrom(table, cells)
    after.abilities = resource.softDelete ? compiled.abilities.of(after, abilities) : []
    const described = describeRow(table, after)
    const { before, seen } = standing.get(described.objectId) as Standing
    const changes = auditDiff(resource, before, resource.softDelete ? after : null)
    written.set(described.objectId, { ...described, changes, row: maskRow(table, after, seen) })
  }
  const late = resource.softDelete ? await settleUsers(session, removed) : []
  return keys.flatMap((key, place) => {
    const change = written.get(key)
    if (!change) return []
    return [place === 0 ? { ...change, consequences: [...early, ...late] } : change]
  })
}
