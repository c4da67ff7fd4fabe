import { type Action, auditDiff, notFound, organizationsOf, partsOfScope, type Resource } from '@groundwork/domain'
import { v7 } from 'uuid'
import { scopeOf } from '../query/actor-scope.ts'
import { compileInsert } from '../query/compile-insert.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { forbidden, type ReadSession } from './read.ts'
import { refuseForeignReferences } from './refuse-foreign-references.ts'
import { actorIdOf, afterCheck, describeRow, refuseClosedFields, runWrite, type Written } from './write.ts'

export interface InsertSession extends ReadSession {
  /** Opens a new organization to the rest of the transaction, with the caller's grants in `like`. */
  reach(organization: string, like?: string): Promise<void>
  /** Held by everybody who relies on the paths of a tree until the transaction ends. */
  holdTree(resource: Resource): Promise<void>
}

/** Inserts a row that the action reaches once it is there. */
export async function insertRow(
  session: InsertSession,
  resource: Resource,
  given: Readonly<Record<string, unknown>>,
  action: Action,
): Promise<Written> {
  const table = tableOf(resource)
  const values: Row = { ...given }
  if (resource.key === 'id') values.id ??= v7()
  refuseInsert(session, resource, { values, action })
  if (resource.tree) await prepareNode(session, resource, values)

  const actorId = actorIdOf(session.actor)
  const stamped = resource.appendOnly
    ? values
    : { ...values, createdBy: values.createdBy ?? actorId, updatedBy: values.updatedBy ?? actorId }
  const scope = scopeOf(session.actor, action, resource)
  const view = scopeOf(session.actor, 'view', resource)
  const { actor } = session
  const { writable, readable, abilities, ...statement } = compileInsert({ table, values: stamped, actor, view, scope })
  const [cells] = await afterCheck(
    refuseForeignReferences(session, resource, values),
    runWrite(session, statement, { table }),
  )
  const [isReached, writableCell, readableCell, answers] = cells?.slice(table.cells.length) ?? []
  if (!cells || isReached !== true) throw forbidden(action, resource)
  refuseClosedFields(given, writable.openIn(writableCell), { action, resource })

  const row = rowFrom(table, cells)
  row.abilities = abilities.of(row, answers)
  return {
    ...describeRow(table, row),
    changes: auditDiff(resource, null, row),
    row: maskRow(table, row, readable.openIn(readableCell)),
  }
}

/** What can be refused without asking the database: the organization is not the caller's, or no grant adds there. */
function refuseInsert(
  { actor }: InsertSession,
  resource: Resource,
  { values, action }: { values: Row; action: Action },
): void {
  const scope = scopeOf(actor, action, resource)
  if (scope.kind === 'all' || actor.kind === 'system') return
  if (resource.scope.kind !== 'organization') {
    if (scope.kind === 'none') throw forbidden(action, resource)
    return
  }
  const home = values[homeField(resource)]
  if (typeof home !== 'string') throw forbidden(action, resource)
  if (!organizationsOf(actor).includes(home)) throw notFound('organization')
  if (!partsOfScope(scope).some(({ organizations }) => organizations.includes(home))) throw forbidden(action, resource)
}

/** An organization is added to its parent; only who may do everything makes one at the top. */
const homeField = ({ scope }: Resource) =>
  scope.kind === 'organization' && scope.field === 'id' ? 'parent' : 'organization'

async function prepareNode(session: InsertSession, resource: Resource, values: Row): Promise<void> {
  await session.holdTree(resource)
  const parent = typeof values.parent === 'string' ? values.parent : undefined
  // Nobody deletes the parent under its new child: who was first has deleted it, or waits and finds the child. Shared, because
  // two children made at once would otherwise wait for each other.
  if (parent) await session.run({ text: `select from ${resource.table} where id = $1 for share`, values: [parent] })
  if (resource.scope.kind !== 'organization' || resource.scope.field !== 'id') return
  await session.reach(String(values.id), parent)
}
