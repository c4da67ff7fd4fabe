import { type Action, auditDiff, notFound, organizationsOf, partsOfScope, type Resource } from '@groundwork/domain'
import { definerOf, fitNewCustomFields } from '../custom-field/fit-custom-fields.ts'
import { wereDefined } from '../custom-field/heard-definitions.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { type CompiledInsert, compileInsert } from '../query/compile-insert.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { type Table, tableOf } from '../query/table.ts'
import { isTreeOfOrganizations } from '../reference/references.ts'
import { refuseUnfitReferences } from '../reference/refuse-unfit-references.ts'
import { nameNewRows } from './complete-row.ts'
import { newId } from './new-id.ts'
import { forbidden, type ReadSession } from './read.ts'
import { refuseBrokenRules } from './refuse-broken-rules.ts'
import { actorIdOf, afterCheck, describeRow, refuseClosedFields, runWrite, type Written } from './write.ts'

export interface InsertSession extends ReadSession {
  /** Opens a new organization to the rest of the transaction, with the caller's grants in `like`. */
  reach(organization: string, like?: string): Promise<void>
  /** Held by everybody who relies on the paths of a tree until the transaction ends. */
  holdTree(resource: Resource, organization: unknown): Promise<void>
}

/** Inserts a row that the action reaches once it is there. */
export async function insertRow(
  session: InsertSession,
  resource: Resource,
  given: Readonly<Row>,
  action: Action,
): Promise<Written> {
  const [values = {}] = await nameNewRows(session, resource, [newRow(session, resource, given, action)])
  // A new organization is opened to whoever makes it, with what they may do in the one above it.
  if (isTreeOfOrganizations(resource)) await session.reach(String(values.id), textOf(values.parent))

  const definer = definerOf(resource, values)
  if (definer === null || !wereDefined(resource, definer)) {
    const written = await writeRow(session, resource, { values, given, action, unlessDefinedBy: definer })
    if (written) return written
    if (definer === null) throw forbidden(action, resource)
  }
  const [fitted = values] = await fitNewCustomFields(session, resource, [values])
  const written = await writeRow(session, resource, { values: fitted, given, action, unlessDefinedBy: null })
  if (!written) throw forbidden(action, resource)
  return written
}

interface NewRow {
  readonly values: Row
  readonly given: Row
  readonly action: Action
  readonly unlessDefinedBy: string | null
}

/**
 * Most organizations have defined no fields, so nobody is asked before: null where one turns out to have some. What is wrong with the row's
 * place is then told before what is wrong with its fields, where both are.
 */
async function writeRow(
  session: InsertSession,
  resource: Resource,
  { values, given, action, unlessDefinedBy }: NewRow,
): Promise<Written | null> {
  const table = tableOf(resource)
  const { actor } = session
  const [scope, view] = [scopeOf(actor, action, resource), scopeOf(actor, 'view', resource)]
  const compiled = compileInsert({ table, values, actor, view, scope, unlessDefinedBy })
  const [cells] = await afterCheck(holdPlace(session, resource, values), runWrite(session, compiled, { table }))
  return cells ? readInserted(compiled, { table, cells, given, action }) : null
}

/** The row that is to be there: with its key and its stamps. @throws DomainError for a place that the caller does not add to */
export function newRow({ actor }: ReadSession, resource: Resource, given: Row, action: Action): Row {
  const values: Row = { ...given }
  if (resource.key === 'id') values.id ??= newId()
  refuseInsert(actor, resource, { values, action })
  if (resource.appendOnly) return values
  const actorId = actorIdOf(actor)
  values.createdBy ??= actorId
  values.updatedBy ??= actorId
  return values
}

interface Inserted {
  readonly table: Table
  readonly cells: readonly unknown[]
  readonly given: Row
  readonly action: Action
}

/** Judges what was inserted, and has it as the caller may see it. @throws DomainError forbidden when the action does not reach it */
export function readInserted(
  { writable, readable, abilities }: CompiledInsert,
  { table, cells, given, action }: Inserted,
): Written {
  const { resource } = table
  const [isReached, writableCell, readableCell, answers] = cells.slice(table.cells.length)
  if (isReached !== true) throw forbidden(action, resource)
  refuseClosedFields(given, writable.openIn(writableCell), { action, resource })

  const row = rowFrom(table, cells)
  refuseBrokenRules(resource, row)
  row.abilities = abilities.of(row, answers)
  return {
    ...describeRow(table, row),
    changes: auditDiff(resource, null, row),
    row: maskRow(table, row, readable.openIn(readableCell)),
  }
}

/** What can be refused without asking the database: the organization is not the caller's, or no grant adds there. */
function refuseInsert(
  actor: ReadSession['actor'],
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
const homeField = (resource: Resource) => (isTreeOfOrganizations(resource) ? 'parent' : 'organization')

/** What the row refers to stays as it is until the transaction ends; and where its parent stands, as its path follows from that. */
async function holdPlace(session: InsertSession, resource: Resource, values: Row): Promise<void> {
  await Promise.all([
    ...(resource.tree ? [session.holdTree(resource, values.organization)] : []),
    refuseUnfitReferences(session, resource, { rows: [values] }),
  ])
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
