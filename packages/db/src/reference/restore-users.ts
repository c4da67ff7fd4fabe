import { auditDiff } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import type { ReadSession } from '../work/read.ts'
import { type Consequence, describeRow, runWrite } from '../work/write.ts'
import { stampsBy } from './change-users.ts'
import { type Reference, usersOf } from './references.ts'
import type { Removed } from './users.ts'

/** So many rows come back by one statement. */
const batch = 1000

/**
 * Brings back what went into the trash with rows that come back, and nothing else: the moment of a deletion is that of its
 * transaction, so it is the same to the millisecond on everything that went along, and another on what was deleted by itself.
 */
export async function restoreUsers(session: ReadSession, restored: Removed, moment: string): Promise<Consequence[]> {
  const consequences: Consequence[] = []
  for (const reference of usersOf(restored.resource)) {
    if (reference.onDelete !== 'cascade' || !reference.owner.softDelete) continue
    const back = await restoreAll(session, reference, { restored, moment })
    if (!back.length) continue
    const keys = back.map(({ objectId }) => objectId)
    consequences.push(
      ...back,
      ...(await restoreUsers(session, { ...restored, resource: reference.owner, keys }, moment)),
    )
  }
  return consequences
}

interface Along {
  readonly restored: Removed
  readonly moment: string
}

async function restoreAll(session: ReadSession, reference: Reference, along: Along): Promise<Consequence[]> {
  const all: Consequence[] = []
  for (;;) {
    const found = await restoreBatch(session, reference, along)
    all.push(...found)
    if (found.length < batch) return all
  }
}

async function restoreBatch(
  session: ReadSession,
  { owner, column }: Reference,
  { restored, moment }: Along,
): Promise<Consequence[]> {
  const table = tableOf(owner)
  const { name: key } = table.key
  const parameters = new Parameters()
  const { param } = parameters
  const text = `with o as (select x.${key} as key from ${table.name} x
        where x.${column.name} = any(${param(restored.keys, 'uuid[]')}) and x.deleted_at = ${param(moment, 'timestamptz')}
          and x.${table.organization?.name} = any(${param(restored.organizations, 'uuid[]')})
        order by x.${key} limit ${batch} for update of x),
      t as (update ${table.name} x set deleted_at = null, ${stampsBy(session, parameters)} from o where x.${key} = o.key returning x.*)
    select ${table.selectList} from t ${table.lookupJoins}`
  const answer = await runWrite(session, { text, values: parameters.values }, { table })
  return answer.map((cells) => {
    const row = rowFrom(table, cells)
    const changes = auditDiff(owner, { ...row, deletedAt: moment }, row)
    return { ...describeRow(table, row), resource: owner, event: 'restored', changes, row }
  })
}
