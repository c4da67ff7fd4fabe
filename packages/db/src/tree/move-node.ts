import { type Action, DomainError, invalidField, type Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import type { WriteOptions } from '../work/contract.ts'
import { findRow, forbidden } from '../work/read.ts'
import type { TransactionSession } from '../work/transaction-session.ts'
import { changeRow, type Written } from '../work/write.ts'
import { isBelow } from './compile-tree.ts'

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
  await session.holdTree(resource, 'alone')
  await refuseParent(session, resource, { parent, action })
  const written = await changeRow(session, resource, { key, action, among: 'live', changes: { parent }, options })

  const { table } = resource
  const [from, to] = await session.beyondReach(() =>
    Promise.all([placeOf(session, table, key), parent ? placeOf(session, table, parent) : atTheTop]),
  )
  if (to.path.startsWith(from.path)) {
    throw new DomainError('conflict', 'It cannot be moved below itself', {
      reason: 'cycle',
      fields: { parent: ['Is the row itself or below it'] },
    })
  }
  await session.beyondReach(() =>
    session.run({
      text: `update ${table} t set path = $1 || substr(t.path, $2), depth = t.depth + $3 where t.id = $4 or ${isBelow('$5')}`,
      values: [`${to.path}${key}/`, from.path.length + 1, to.depth + 1 - from.depth, key, from.path],
    }),
  )
  return written
}

interface Place {
  readonly path: string
  readonly depth: number
}

const atTheTop: Place = { path: '/', depth: -1 }

/** Only who may do everything moves to the top; elsewhere the action must reach the new parent too. */
async function refuseParent(
  session: TransactionSession,
  resource: Resource,
  { parent, action }: Pick<MoveRequest, 'parent' | 'action'>,
): Promise<void> {
  if (parent === null) {
    if (scopeOf(session.actor, action, resource).kind !== 'all') throw forbidden(action, resource)
    return
  }
  const found = await findRow(session, resource, parent, { action })
  if (!found) throw invalidField('parent', 'Does not exist', 'no_such_reference')
}

async function placeOf(session: TransactionSession, table: string, key: string): Promise<Place> {
  const [[path, depth] = []] = await session.run({
    text: `select path, depth from ${table} where id = $1`,
    values: [key],
  })
  return { path: String(path), depth: Number(depth) }
}
