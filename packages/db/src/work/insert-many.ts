import type { Action, Resource } from '@groundwork/domain'
import { scopeOf } from '../query/actor-scope.ts'
import { compileInsertMany } from '../query/compile-insert-many.ts'
import type { Row } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { refuseUnfitReferences } from '../reference/refuse-unfit-references.ts'
import { completeNewRows } from './complete-row.ts'
import { type InsertSession, insertRow, newRow, readInserted } from './insert-row.ts'
import { forbidden } from './read.ts'
import { runWrite, type Written } from './write.ts'
import { inTurn, writeTogether } from './write-together.ts'

/** Inserts rows, each as `insertRow` would, by one statement for all that give the same fields. */
export async function insertMany(
  session: InsertSession,
  resource: Resource,
  rows: readonly Row[],
  action: Action,
): Promise<Written[]> {
  const writeOne = (row: Row) => insertRow(session, resource, row, action)
  return writeTogether(session, {
    items: rows,
    write: () => insertOnce(session, resource, rows, action),
    writeOne,
  })
}

/** The same without asking who was at fault when something is refused. */
export const insertOnce: typeof insertMany = (session, resource, rows, action) =>
  isMadeOneByOne(resource)
    ? inTurn(rows, (row) => insertRow(session, resource, row, action))
    : insertTogether(session, resource, rows, action)

/** A node may hang below one of the same call, and a handle is made unique among those that are there. */
const isMadeOneByOne = ({ tree, handle }: Resource) => Boolean(tree || handle)

async function insertTogether(
  session: InsertSession,
  resource: Resource,
  rows: readonly Row[],
  action: Action,
): Promise<Written[]> {
  const fresh = rows.map((given) => newRow(session, resource, given, action))
  const completed = await completeNewRows(session, resource, fresh)
  const candidates = rows.map((given, index) => ({ given, values: completed[index] ?? given }))
  await refuseUnfitReferences(session, resource, { rows: candidates.map(({ values }) => values) })
  const written = new Map<string, Written>()
  for (const alike of inGroups(candidates)) {
    for (const made of await insertAlike(session, resource, { alike, action })) written.set(made.objectId, made)
  }
  return candidates.map(({ values }) => written.get(String(values[resource.key])) as Written)
}

interface Candidate {
  readonly given: Row
  readonly values: Row
}

/** Rows that give the same fields: a default of the database is taken by leaving its column out. */
function inGroups(candidates: readonly Candidate[]): Iterable<readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    // Rows of one call are made alike. Those that name the same fields in another order are only another statement.
    const fields = namedIn(candidate).join()
    const group = groups.get(fields)
    if (group) group.push(candidate)
    else groups.set(fields, [candidate])
  }
  return groups.values()
}

const namedIn = ({ values }: Candidate) => Object.keys(values).filter((field) => values[field] !== undefined)

/** Sorted, so that the same statement is prepared once. */
const fieldsOf = (candidate: Candidate) => namedIn(candidate).sort()

async function insertAlike(
  session: InsertSession,
  resource: Resource,
  { alike, action }: { readonly alike: readonly Candidate[]; readonly action: Action },
): Promise<Written[]> {
  const [first] = alike
  if (!first) return []
  const table = tableOf(resource)
  const { actor } = session
  const [scope, view] = [scopeOf(actor, action, resource), scopeOf(actor, 'view', resource)]
  const rows = alike.map(({ values }) => values)
  const compiled = compileInsertMany({ table, fields: fieldsOf(first), rows, actor, view, scope })
  const answers = await runWrite(session, compiled, { table })
  if (answers.length < alike.length) throw forbidden(action, resource)
  const givenBy = new Map(alike.map(({ given, values }) => [String(values[resource.key]), given]))
  const key = table.columns.indexOf(table.key)
  return answers.map((cells) =>
    readInserted(compiled, { table, cells, given: givenBy.get(String(cells[key])) ?? {}, action }),
  )
}
