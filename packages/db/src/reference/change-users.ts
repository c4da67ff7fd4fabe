import { auditDiff } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { personBehind } from '../work/contract.ts'
import type { ReadSession } from '../work/read.ts'
import { type Consequence, describeRow, runWrite } from '../work/write.ts'
import type { Reference } from './references.ts'
import { type Removed, usersCondition } from './users.ts'

/** So many rows are changed by one statement. */
const batch = 1000

/** Does to all rows that refer to what is removed what their reference says: deletes them, or empties it. */
export async function changeUsers(
  session: ReadSession,
  reference: Reference,
  removed: Removed,
): Promise<Consequence[]> {
  const changed: Consequence[] = []
  for (;;) {
    const found = await changeBatch(session, reference, removed)
    changed.push(...found)
    if (found.length < batch) return changed
  }
}

async function changeBatch(session: ReadSession, reference: Reference, removed: Removed): Promise<Consequence[]> {
  const { owner, field, column, onDelete } = reference
  const table = tableOf(owner)
  const { name: key } = table.key
  const parameters = new Parameters()
  const users = usersCondition(reference, removed, { alias: 'x', parameters })
  const assignment = onDelete === 'clear' ? `${column.name} = null` : owner.softDelete ? 'deleted_at = now()' : null
  const stamps = () => (isOurs(reference) ? 'updated_at = now()' : stampsBy(session, parameters))
  const write = assignment
    ? `update ${table.name} x set ${assignment}, ${stamps()} from o`
    : `delete from ${table.name} x using o`
  const text = `with o as (select x.${key} as key, x.${column.name} as referred from ${table.name} x
        where ${users} order by x.${key} limit ${batch} for update of x),
      t as (${write} where x.${key} = o.key returning x.*)
    select ${table.selectList}, o.referred from t join o on o.key = t.${key} ${table.lookupJoins}`
  const answer = await runWrite(session, { text, values: parameters.values }, { table })
  return answer.map((cells) => {
    const row = rowFrom(table, cells)
    const before = onDelete === 'clear' ? { ...row, [field]: cells[table.cells.length] } : { ...row, deletedAt: null }
    const changes = auditDiff(owner, before, assignment ? row : null)
    return {
      ...describeRow(table, row),
      resource: owner,
      event: onDelete === 'clear' ? 'updated' : 'deleted',
      changes,
      row,
    }
  })
}

/**
 * What only the system sets, such as the file that a row came from, is emptied behind everybody's back: nobody has changed the row, so
 * whoever holds its version goes on with it. An import whose file is deleted can still be taken back.
 */
const isOurs = ({ owner, field, onDelete }: Reference) => onDelete === 'clear' && owner.fields[field]?.write === 'never'

/** Who changed the row `x`, and when. */
export const stampsBy = ({ actor }: ReadSession, { param }: Parameters) =>
  `updated_at = now(), updated_by_id = ${param(personBehind(actor)?.userId ?? null, 'uuid')}, version = x.version + 1`
