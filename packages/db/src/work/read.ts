import { type Action, DomainError, notFound, type Principal, type Resource } from '@groundwork/domain'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'
import type { Statement } from '../connection/statement.ts'
import { translateError } from '../connection/translate-error.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey, storedKey } from '../query/compile-get.ts'
import { type CompiledList, compileCount, compileList, compileListOfFew, type ListPlan } from '../query/compile-list.ts'
import { writeCursor } from '../query/cursor.ts'
import { type KnownGet, knownGet } from '../query/known-get.ts'
import { narrowScope } from '../query/list-scope.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import {
  type Count,
  type CountQuery,
  countLimit,
  type ListQuery,
  type Page,
  type ReadOptions,
  type SystemActor,
} from './contract.ts'

/** Who reads, and by which connection. */
export interface ReadSession {
  readonly actor: Principal | SystemActor
  run(statement: Statement): Promise<unknown[][]>
  byKey<Row>(question: KeyedQuestion<Row>, key: string): Promise<Row | undefined>
}

const limits = { page: 1000, offset: 10_000 } as const
const defaultLimit = 25

export async function listRows(session: ReadSession, resource: Resource, query: ListQuery = {}): Promise<Page<Row>> {
  const limit = readLimit(query)
  const table = tableOf(resource)
  const scope = narrowScope(scopeOf(session.actor, 'view', resource), resource, query.organizations)
  if (scope.kind === 'none') return { rows: [], nextCursor: null, ...(query.withCount && nothing) }

  const [{ answer, terms, readable, abilities }, counted] = await Promise.all([
    readPage(session, { table, actor: session.actor, scope, query, limit }),
    query.withCount ? countRows(session, resource, query) : null,
  ])
  const hasMore = answer.length > limit
  if (hasMore) answer.length = limit
  const rows = answer.map((cells) => {
    const row = rowFrom(table, cells)
    row.abilities = abilities.of(row, cells[table.cells.length + 1])
    return row
  })
  const last = rows.at(-1)
  const nextCursor = hasMore && last ? writeCursor(terms, last) : null
  const shown = rows.map((row, index) => maskRow(table, row, readable.openIn(answer[index]?.[table.cells.length])))
  return { rows: shown, nextCursor, ...counted }
}

interface ReadPage extends Pick<CompiledList, 'terms' | 'readable' | 'abilities'> {
  readonly answer: unknown[][]
}

/** Asks for few rows first, where few may be all there are to look at. */
async function readPage(session: ReadSession, plan: ListPlan): Promise<ReadPage> {
  const few = compileListOfFew(plan)
  if (few) {
    const answer = await read(session, few)
    const isAnswered = answer[0]?.at(-1) ?? null
    if (isAnswered === null) return { ...few, answer }
    if (isAnswered === true) return { ...few, answer: [] }
  }
  const list = compileList(plan)
  return { ...list, answer: await read(session, list) }
}

const nothing: Count = { count: 0, isCountExact: true }

export async function countRows(session: ReadSession, resource: Resource, query: CountQuery = {}): Promise<Count> {
  const scope = narrowScope(scopeOf(session.actor, 'view', resource), resource, query.organizations)
  if (scope.kind === 'none') return nothing
  const plan = { table: tableOf(resource), actor: session.actor, scope, query }
  const [[count] = []] = await read(session, compileCount(plan, countLimit + 1))
  const found = Number(count)
  return { count: Math.min(found, countLimit), isCountExact: found <= countLimit }
}

/** Null for a row that is not there or out of reach. @throws DomainError forbidden for one that can only be viewed */
export async function findRow(
  session: ReadSession,
  resource: Resource,
  key: string,
  { action = 'view', withDeleted = false, lock = false }: ReadOptions = {},
): Promise<Row | null> {
  const table = tableOf(resource)
  if (!isPossibleKey(table, key)) return null
  const view = scopeOf(session.actor, 'view', resource)
  const wanted = action === 'view' ? null : scopeOf(session.actor, action, resource)
  if (view.kind === 'none' && (wanted?.kind ?? 'none') === 'none') return null

  const { actor } = session
  const get = knownGet({ table, actor, view, action: wanted, withDeleted, lock })
  const own = storedKey(table, key)
  const cells = await (lock ? readOne(session, get.of([own])) : readByKey(session, get, own))
  if (!cells) {
    if (lock) await refuseShared(session, resource, { key, action })
    return null
  }
  const [readableCell, isAllowed, answers] = cells.slice(table.cells.length)
  if (isAllowed !== true) throw forbidden(action, resource)
  const row = rowFrom(table, cells)
  row.abilities = get.abilities.of(row, answers)
  return maskRow(table, row, get.readable.openIn(readableCell))
}

const readOne = async (session: ReadSession, statement: Statement) => (await read(session, statement))[0]

async function readByKey(session: ReadSession, get: KnownGet, key: string): Promise<unknown[] | undefined> {
  try {
    return await session.byKey(get, key)
  } catch (error) {
    throw translateError(error)
  }
}

export async function getRow(
  session: ReadSession,
  resource: Resource,
  key: string,
  options?: ReadOptions,
): Promise<Row> {
  const row = await findRow(session, resource, key, options)
  if (!row) throw notFound(resource.label)
  return row
}

/** What to say of a row that a write did not find. */
export async function missing(session: ReadSession, resource: Resource, at: RowAction): Promise<DomainError> {
  await refuseShared(session, resource, at)
  return notFound(resource.label)
}

interface RowAction {
  readonly key: string
  readonly action: Action
}

/**
 * Row-level security does not even let a shared row be locked by those who only read it, so that a write finds nothing.
 *
 * @throws DomainError forbidden when the row is there to read
 */
async function refuseShared(session: ReadSession, resource: Resource, { key, action }: RowAction): Promise<void> {
  if (!isShared(resource)) return
  if (await findRow(session, resource, key, { withDeleted: true })) throw forbidden(action, resource)
}

const isShared = ({ scope }: Resource) => scope.kind === 'organization' && scope.unowned === 'shared'

export const forbidden = (action: Action, { label }: Resource) =>
  new DomainError('forbidden', `Not allowed: ${action} ${label}`, { details: { action } })

export async function read(session: ReadSession, statement: Statement): Promise<unknown[][]> {
  try {
    return await session.run(statement)
  } catch (error) {
    throw translateError(error)
  }
}

function readLimit({ limit = defaultLimit, offset = 0, cursor }: ListQuery): number {
  refuseUnless(Number.isInteger(limit) && limit >= 1 && limit <= limits.page, 'limit', `Expected 1 to ${limits.page}`)
  refuseUnless(
    Number.isInteger(offset) && offset >= 0 && offset <= limits.offset,
    'offset',
    `Expected 0 to ${limits.offset}; go on with a cursor`,
  )
  refuseUnless(!(cursor && offset), 'offset', 'Not together with a cursor')
  return limit
}

function refuseUnless(isFine: boolean, field: string, message: string): void {
  if (!isFine) throw new DomainError('invalid', message, { reason: 'invalid_page', fields: { [field]: [message] } })
}
