import { type Action, DomainError, invalidField, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { castOf } from '../query/row.ts'
import { type Table, tableOf } from '../query/table.ts'
import { isTreeOfOrganizations } from '../reference/references.ts'
import type { WriteOptions } from '../work/contract.ts'
import { findRow, forbidden, getRow } from '../work/read.ts'
import type { TransactionSession } from '../work/transaction-session.ts'
import { changeRow, runWrite, type Written } from '../work/write.ts'
import { isInBranch } from './compile-tree.ts'

export interface MoveRequest {
  readonly key: string
  readonly parent: string | null
  readonly action: Action
  readonly options: WriteOptions
}

/**
 * Hangs a node under another one: the node's own row first, with all checks of a change, then the paths of everything below
 * in one statement, which also covers rows that the caller cannot see.
 */
export async function moveNode(
  session: TransactionSession,
  resource: Resource,
  { key, parent, action, options }: MoveRequest,
): Promise<Written> {
  if (!resource.tree) throw new Error(`${resource.name} is no tree`)
  const { organization } = await getRow(session, resource, key, { action, withDeleted: options.withDeleted ?? false })
  await session.holdTree(resource, organization, 'alone')
  await refuseParent(session, resource, { parent, action })
  const table = tableOf(resource)
  const from = await placeOf(session, table, key)
  const to = parent === null ? atTheTop : await placeOf(session, table, parent)
  if (to.path.startsWith(from.path)) throw cycle()
  const written = await changeRow(session, resource, { key, action, among: 'live', changes: { parent }, options })
  const take = () => takeAlong(session, table, { from, to })
  // Within one organization, what the caller's grants do not reach is still within its row-level security.
  await (isTreeOfOrganizations(resource) ? session.beyondReach(take) : take())
  return written
}

const cycle = () =>
  new DomainError('conflict', 'It cannot be moved below itself', {
    reason: 'cycle',
    fields: { parent: ['Is the row itself or below it'] },
  })

/** Only who may do everything makes an organization the top of a tree; elsewhere the action must reach the new parent too. */
async function refuseParent(
  session: TransactionSession,
  resource: Resource,
  { parent, action }: Pick<MoveRequest, 'parent' | 'action'>,
): Promise<void> {
  if (parent === null) {
    const isOpen = !isTreeOfOrganizations(resource) || scopeOf(session.actor, action, resource).kind === 'all'
    if (!isOpen) throw forbidden(action, resource)
    return
  }
  const found = await findRow(session, resource, parent, { action })
  if (!found) throw invalidField('parent', 'Does not exist', 'no_such_reference')
}

async function takeAlong(
  session: TransactionSession,
  table: Table,
  { from, to }: { readonly from: Place; readonly to: Place },
): Promise<void> {
  const above = from.path.lastIndexOf('/', from.path.length - 2) + 1
  const statement = {
    text: `update ${table.name} t set path = $1 || substr(t.path, $2), depth = t.depth + $3 where ${isInBranch('$4')}`,
    values: [to.path, above + 1, to.depth + 1 - from.depth, from.path],
  }
  await runWrite(session, statement, { table })
}

interface Place {
  readonly path: string
  readonly depth: number
}

const atTheTop: Place = { path: '/', depth: -1 }

async function placeOf(
  session: TransactionSession,
  { name, key: { name: column, kind } }: Table,
  key: string,
): Promise<Place> {
  const [[path, depth] = []] = await session.run({
    text: `select path, depth from ${name} where ${column} = $1::${castOf[kind]}`,
    values: [key],
  })
  return { path: String(path), depth: Number(depth) }
}
