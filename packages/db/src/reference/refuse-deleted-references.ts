import { DomainError, type Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { castOf } from '../query/row.ts'
import { keyColumn, tableOf } from '../query/table.ts'
import { read } from '../work/read.ts'
import type { TransactionSession } from '../work/transaction-session.ts'
import { isTreeOfOrganizations, type Reference, referencesOf } from './references.ts'

/**
 * Rows do not come back while something that one of them needs is deleted; what it would have gone with, or what it kept from going. They are
 * back by now: what came back with them counts as there.
 *
 * @throws DomainError conflict (`parent_deleted`, `reference_deleted`) on the field
 */
export async function refuseDeletedReferences(
  session: TransactionSession,
  resource: Resource,
  keys: readonly string[],
): Promise<void> {
  const needed = referencesOf(resource).filter(isNeeded)
  if (!needed.length) return
  const table = tableOf(resource)
  const parameters = new Parameters()
  const questions = needed.map(
    ({ column, target }) =>
      `(select x.deleted_at is not null from ${target.table} x where x.${keyColumn(target)} = t.${column.name} for share of x)`,
  )
  const place = parameters.param(keys, `${castOf[table.key.kind]}[]`)
  const text = `select ${questions.join(', ')} from ${table.name} t where t.${table.key.name} = any(${place})`
  const ask = () => read(session, { text, values: parameters.values })
  const answers = isTreeOfOrganizations(resource) ? await session.beyondReach(ask) : await ask()
  const deleted = needed.find((_, index) => answers.some((cells) => cells[index] === true))
  if (deleted) throw refusal(deleted)
}

const isNeeded = ({ target, onDelete, isStamp }: Reference) =>
  target.softDelete === true && onDelete !== 'clear' && !isStamp

function refusal({ field, target, isParent }: Reference): DomainError {
  const message = isParent ? `Restore the ${target.label} above it first` : `Restore its ${target.label} first`
  return new DomainError('conflict', message, {
    reason: isParent ? 'parent_deleted' : 'reference_deleted',
    fields: { [field]: ['Is deleted'] },
  })
}
