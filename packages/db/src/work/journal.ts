import {
  type AuditActionType,
  type AuditChanges,
  actionTypeOf,
  type DomainEvent,
  type JsonObject,
  type Principal,
  type Resource,
  topicOf,
} from '@groundwork/domain'
import type { Statement } from '../connection/statement.ts'
import { type AuditRecord, personBehind, type SystemActor, type WorkContext } from './contract.ts'
import { newId } from './new-id.ts'

export interface WrittenChange {
  readonly resource: Resource
  readonly organization: string | null
  readonly objectId: string
  readonly objectRepr: string
  readonly changes: AuditChanges
  /** `created`, `updated`, `deleted`, `restored`, or the service's own word. */
  readonly event: string
  /** Null where one event tells of many rows. */
  readonly payload: JsonObject | null
  /** More for the entry's context. */
  readonly details: JsonObject
}

/**
 * What a unit of work has to tell: audit entries and events. They are written by the last statements before the commit, so
 * that there is never a change without its entry nor an entry without its change.
 */
export class Journal {
  private readonly lines: Line[] = []

  constructor(private readonly context: WorkContext) {}

  /** A few lines are one statement, many of them two. */
  get pending(): readonly Statement[] {
    return statementsOf(this.lines)
  }

  /** What a unit of work has to tell that changed nothing. `reaches` says what its actor may write about. */
  looks(reaches: (organization: string | null) => boolean): readonly Line[] {
    if (this.hasEvents) throw new Error('Somebody who only looks has nothing to announce')
    const isBeyond = this.lines.some(({ entry }) => !reaches(entry?.[1] as string | null))
    if (isBeyond) throw new Error('Nobody leaves entries where they reach nothing')
    return this.lines
  }

  get hasEvents(): boolean {
    return this.lines.some(({ event }) => event)
  }

  /** How far it has come, to go back to. */
  get length(): number {
    return this.lines.length
  }

  /** Forgets what was told since. */
  rewind(length: number): void {
    this.lines.length = length
  }

  change(change: WrittenChange): void {
    const { resource, organization, objectId, event, payload, changes } = change
    const action = actionTypeOf({ resource: resource.name, event, changed: Object.keys(changes) })
    const entry = auditValues(this.context, { ...change, action, resource: resource.name })
    if (!payload) {
      this.lines.push({ entry })
      return
    }
    const told = [
      newId(),
      organization,
      topicOf(resource.name, event),
      resource.name,
      objectId,
      JSON.stringify(payload),
    ]
    this.lines.push({ entry, event: told })
  }

  record({ resource, changes = {}, details = {}, ...entry }: AuditRecord): void {
    const name = typeof resource === 'string' ? resource : resource.name
    this.lines.push({ entry: auditValues(this.context, { ...entry, resource: name, changes, details }) })
  }

  emit({ topic, organization, resource, objectId, payload }: Omit<DomainEvent, 'id' | 'createdAt'>): string {
    const id = newId()
    this.lines.push({ event: [id, organization, topic, resource, objectId, JSON.stringify(payload)] })
    return id
  }
}

/** The cells of an audit entry, of an event, or of both that tell of one change. */
export interface Line {
  readonly entry?: readonly unknown[]
  readonly event?: readonly unknown[]
}

/** Up to here each number of lines is a statement of its own, which is prepared once. */
const fewLines = 8

const statementsOf = (lines: readonly Line[]): readonly Statement[] =>
  lines.length > fewLines ? statementsTogether(lines) : lines.length ? [statementOfFew(lines)] : []

function statementOfFew(lines: readonly Line[]): Statement {
  const entries = lines.flatMap(({ entry }) => (entry ? [entry] : []))
  const events = lines.flatMap(({ event }) => (event ? [event] : []))
  return { text: textOfFew(entries.length, events.length), values: [...entries, ...events].flat() }
}

/** One for all entries, and one for all events, unless there are very many. A single line has nothing to be unfolded. */
export function statementsTogether(lines: readonly Line[]): Statement[] {
  if (lines.length === 1) return [statementOfFew(lines)]
  const entries = lines.flatMap(({ entry }) => (entry ? [entry] : []))
  const events = lines.flatMap(({ event }) => (event ? [event] : []))
  return [
    ...blocksOf(entries).map(entriesStatement),
    ...blocksOf(events).map((block) => ({ text: eventsText, values: eventLists(columnsOf(block)) })),
  ]
}

/** So many lines are written by one statement, which has to be done before the time for statements is over. */
const mostLines = 5000

const blocksOf = <Cells>(rows: readonly Cells[]): Cells[][] =>
  Array.from({ length: Math.ceil(rows.length / mostLines) }, (_, block) =>
    rows.slice(block * mostLines, (block + 1) * mostLines),
  )

/** What somebody does to many rows at once differs in little: the rest is sent and read once instead of with every line. */
function entriesStatement(block: readonly (readonly unknown[])[]): Statement {
  const columns = columnsOf(block)
  const isAlike = (cells: readonly unknown[]) => cells.every((cell) => cell === cells[0])
  if (!columns.slice(1, sharedEnd).every(isAlike)) return { text: entriesText, values: entryLists(columns) }
  const values = columns.map((cells, place) => (place > 0 && place < sharedEnd ? cells[0] : cells))
  return { text: alikeText, values: entryLists(values) }
}

/** Behind the id: whose, by whom, what was done, and to what kind of thing. */
const sharedEnd = 7

/**
 * JSON holds no line breaks, so that many of them are the lines of one text: in an array each of their many quotes would be escaped,
 * which takes longer than making them did.
 */
const asLines = (place: number) => (columns: readonly unknown[]) =>
  columns.map((cells, at) => (at >= place ? (cells as readonly string[]).join('\n') : cells))
const jsonLines = (parameter: number) => `string_to_array($${parameter}, e'\\n')::jsonb[]`

/** Changes and context. */
const entryLists = asLines(9)
/** The payload. */
const eventLists = asLines(5)

/** Rows by columns, as `unnest` takes them. */
const columnsOf = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))

const auditColumns =
  'id, organization_id, user_id, api_key_id, actor_label, action_type, resource, object_id, object_repr, changes, context, created_at'
/**
 * The moment of the entry, not that at which its transaction began: it is written while the changed row is still locked, so that
 * the entries of one record stand in the order of its changes.
 */
const entryCells = 11
const entryAt = (first: number) => `(${places(first, entryCells)}, statement_timestamp())`
/** Until the sequencer has given it its place in the chain. Nothing is returned from the entry: its writer need not see it. */
const pendingAt = (first: number) => `($${first}, statement_timestamp())`
const eventColumns = 'id, organization_id, topic, resource, object_id, payload'
const eventCells = 6
const eventAt = (first: number) => `(${places(first, eventCells)})`
const places = (first: number, count: number) =>
  Array.from({ length: count }, (_, cell) => `$${first + cell}`).join(', ')

const textsOfFew = new Map<string, string>()

function textOfFew(entries: number, events: number): string {
  const shape = `${entries} ${events}`
  const known = textsOfFew.get(shape)
  if (known) return known
  const entriesAt = Array.from({ length: entries }, (_, line) => 1 + line * entryCells)
  const eventsAt = Array.from({ length: events }, (_, line) => 1 + entries * entryCells + line * eventCells)
  const inserts = [
    ...(entries ? [`insert into audit_entry (${auditColumns}) values ${entriesAt.map(entryAt).join(', ')}`] : []),
    ...(entries
      ? [`insert into audit_pending (entry_id, entry_created_at) values ${entriesAt.map(pendingAt).join(', ')}`]
      : []),
    ...(events ? [`insert into outbox_event (${eventColumns}) values ${eventsAt.map(eventAt).join(', ')}`] : []),
  ]
  const before = inserts.slice(0, -1).map((insert, place) => `told${place} as (${insert})`)
  const text = `${before.length ? `with ${before.join(', ')} ` : ''}${inserts.at(-1)}`
  textsOfFew.set(shape, text)
  return text
}

const pendingTogether =
  'insert into audit_pending (entry_id, entry_created_at) select id, statement_timestamp() from unnest($1::uuid[]) id'
const entriesText = `with entry as (
    insert into audit_entry (${auditColumns}) select *, statement_timestamp() from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[],
      $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], ${jsonLines(10)}, ${jsonLines(11)})
  ) ${pendingTogether}`
const alikeText = `with entry as (
    insert into audit_entry (${auditColumns})
      select id, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, object_id, object_repr, changes, context, statement_timestamp()
      from unnest($1::uuid[], $8::text[], $9::text[], ${jsonLines(10)}, ${jsonLines(11)}) line(id, object_id, object_repr, changes, context)
  ) ${pendingTogether}`
const eventsText = `insert into outbox_event (${eventColumns})
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], ${jsonLines(6)})`

interface AuditLine {
  readonly organization: string | null
  readonly action: AuditActionType
  readonly resource: string
  readonly objectId: string | null
  readonly objectRepr: string
  readonly changes: AuditChanges
  readonly details: JsonObject
}

function auditValues(context: WorkContext, line: AuditLine): unknown[] {
  const { actor } = context
  const { organization, action, resource, objectId, objectRepr, changes, details } = line
  return [
    newId(),
    organization,
    personBehind(actor)?.userId ?? null,
    personBehind(actor)?.apiKeyId ?? null,
    labelOf(actor),
    action,
    resource,
    objectId,
    objectRepr,
    JSON.stringify(changes),
    contextOf(context, organization, details),
  ]
}

function labelOf(actor: Principal | SystemActor): string {
  if (actor.kind !== 'system') return actor.username
  return actor.onBehalfOf?.username ?? `system: ${actor.reason}`
}

function contextOf(context: WorkContext, organization: string | null, details: JsonObject): string {
  return JSON.stringify({ ...standingOf(context, organization), ...details })
}

const standings = new WeakMap<WorkContext, Map<string | null, JsonObject>>()

/** What is the same for all that somebody does in an organization at one time. */
function standingOf(context: WorkContext, organization: string | null): JsonObject {
  const known = standings.get(context) ?? new Map<string | null, JsonObject>()
  standings.set(context, known)
  const found = known.get(organization)
  if (found) return found
  const { actor, origin = {} } = context
  const { requestId, ip, userAgent } = origin
  const standing = {
    ...(requestId !== undefined && { requestId }),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...roleOf(actor, organization),
    ...powerOf(actor),
  }
  known.set(organization, standing)
  return standing
}

/** The actor's roles in the organization at that time: those of later tell nothing about now. */
function roleOf(actor: Principal | SystemActor, organization: string | null): JsonObject {
  const held = personBehind(actor)?.memberships.filter((membership) => membership.organization === organization) ?? []
  return held.length ? { role: [...new Set(held.map(({ role }) => role))].sort().join(', ') } : {}
}

/** Every use of more than one's own grants stands in the trail. */
function powerOf(actor: Principal | SystemActor): JsonObject {
  if (actor.kind === 'system') return actor.onBehalfOf ? { reason: actor.reason } : {}
  return actor.isSuperuser ? { asSuperuser: true } : {}
}
