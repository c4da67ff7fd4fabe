import { DomainError, type InUse, type Resource, type UsedBy } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { fieldReader } from '../query/list-scope.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { columnSql, tableOf } from '../query/table.ts'
import { countLimit } from '../work/contract.ts'
import { type ReadSession, read } from '../work/read.ts'
import type { Reference } from './references.ts'
import { type Removed, usersCondition } from './users.ts'

/** So many of the rows that are in the way are named. */
const mostNamed = 5

/** How many rows refer to what is removed, by one reference. Never more than `countLimit`. */
export interface Use {
  readonly reference: Reference
  readonly count: number
}

/** The references through which something refers to what is removed. Asked of all rows, seen or not. */
export async function findUses(
  session: ReadSession,
  references: readonly Reference[],
  removed: Removed,
): Promise<Use[]> {
  const parameters = new Parameters()
  const counts = references.map((reference) => {
    const users = usersCondition(reference, removed, { alias: 'x', parameters })
    return `(select count(*) from (select from ${reference.owner.table} x where ${users} limit ${countLimit}) u)`
  })
  const [cells = []] = await read(session, { text: `select ${counts.join(', ')}`, values: parameters.values })
  return references
    .map((reference, place) => ({ reference, count: Number(cells[place]) }))
    .filter(({ count }) => count > 0)
}

/** Names what refers to it as far as the caller may view it, and says whether there is more. */
export async function nameUses(session: ReadSession, uses: readonly Use[], removed: Removed): Promise<InUse> {
  const found = await Promise.all(uses.map(({ reference }) => findVisible(session, reference, removed)))
  const usedBy = found.filter(({ count }) => count > 0)
  const hidden = found.some(({ count }, place) => count < (uses[place]?.count ?? 0))
  return { usedBy, hidden }
}

/** What is in the way of a deletion. */
export async function inUse(session: ReadSession, uses: readonly Use[], removed: Removed): Promise<DomainError> {
  const details = await nameUses(session, uses, removed)
  const [message, reason] = uses.some(({ reference }) => reference.isParent)
    ? ['There is still something below it', 'has_children']
    : ['It is still used elsewhere', 'in_use']
  return new DomainError('conflict', message, { reason, details: { ...details } })
}

async function findVisible(session: ReadSession, reference: Reference, removed: Removed): Promise<UsedBy> {
  const { owner, field } = reference
  const view = scopeOf(session.actor, 'view', owner)
  const canRead = fieldReader(view, owner)
  const told = { resource: owner.name, label: owner.label }
  // Who may not read the reference itself is not told by whom it is made.
  if (view.kind === 'none' || !canRead(field)) return { ...told, count: 0, rows: [] }

  const table = tableOf(owner)
  const parameters = new Parameters()
  const users = usersCondition(reference, removed, { alias: 't', parameters })
  const isVisible = scopeCondition(view, owner, 't', parameters)
  const title = canRead(owner.title) ? titleSql(owner) : 'null'
  const from = `from ${table.name} t ${table.lookupJoins} where ${users} and ${isVisible}`
  const named = `select t.${table.key.name} as id, ${title}::text as title ${from} order by 2, 1 limit ${mostNamed}`
  const text = `select (select count(*) from (select ${from} limit ${countLimit}) c), (select coalesce(jsonb_agg(n), '[]') from (${named}) n)`
  const [[count, rows] = []] = await read(session, { text, values: parameters.values })
  return { ...told, count: Number(count), rows: rows as UsedBy['rows'] }
}

/** What rows are called that have no name of their own is worked out from the whole row: they are then told by their keys. */
function titleSql(owner: Resource): string {
  const table = tableOf(owner)
  const column = table.byField.get(owner.title) ?? table.lookups.find(({ field }) => field === owner.title)
  return column ? columnSql(column, 't') : 'null'
}
