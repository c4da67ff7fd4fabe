import { type Action, auditDiff, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { compileRestoreMany } from '../query/compile-remove-many.ts'
import { maskRow, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { refuseDeletedReferences } from '../reference/refuse-deleted-references.ts'
import { lockRows, type Standing } from './lock-rows.ts'
import { forbidden } from './read.ts'
import { refuseBrokenRules } from './refuse-broken-rules.ts'
import type { TransactionSession } from './transaction-session.ts'
import { describeRow, runWrite, type Written } from './write.ts'

/**
 * Takes rows out of the trash as `restoreRow` would, by a few statements for all of them. What one of them needs counts as there where it
 * comes back as well, so a branch of a tree comes back as a whole.
 */
export async function restoreTogether(
  session: TransactionSession,
  resource: Resource,
  keys: readonly string[],
  action: Action,
): Promise<Written[]> {
  const table = tableOf(resource)
  const { actor } = session
  const chosen = keys.map((key) => ({ key, changes: {} }))
  const standing = await lockRows(session, resource, chosen, { action, among: 'deleted' })
  const compiled = compileRestoreMany({ table, keys, actor, scope: scopeOf(actor, action, resource) })
  const written = new Map<string, Written>()
  for (const cells of await runWrite(session, compiled, { table })) {
    const [isStillReached, abilities] = cells.slice(compiled.from)
    if (isStillReached !== true) throw forbidden(action, resource)
    const after = rowFrom(table, cells)
    refuseBrokenRules(resource, after)
    after.abilities = compiled.abilities.of(after, abilities)
    const described = describeRow(table, after)
    const { before, seen } = standing.get(described.objectId) as Standing
    written.set(described.objectId, {
      ...described,
      changes: auditDiff(resource, before, after),
      row: maskRow(table, after, seen),
    })
  }
  await refuseDeletedReferences(session, resource, keys)
  return keys.flatMap((key) => written.get(key) ?? [])
}
