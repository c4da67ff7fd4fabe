import type {
  Action,
  AuditActionType,
  AuditChanges,
  AuditedKind,
  CreateOf,
  Defined,
  DomainError,
  DomainEvent,
  Filter,
  InUse,
  JsonObject,
  PatchOf,
  Principal,
  Resource,
  ResourceSpec,
  RowOf,
} from '@groundwork/domain'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'

/** Who acts, and where the request came from. `asSystem('reason')` is the only way to act without a principal. */
export interface WorkContext {
  readonly actor: Principal | SystemActor
  readonly origin?: RequestOrigin
  /**
   * The same as of now, at most seconds old: whoever began something that takes long may have fewer rights by then. The system has none
   * to lose. @throws DomainError once they may do nothing any more
   */
  readonly renew?: () => Promise<WorkContext>
}

export interface SystemActor {
  readonly kind: 'system'
  /** Shown in the audit trail, and listed by a test. */
  readonly reason: string
  /** Whose wish it is, where a rule of ours allowed what no scope of theirs reaches yet. The trail names them. */
  readonly onBehalfOf?: Principal
}

/** Goes into every audit entry. */
export interface RequestOrigin {
  readonly requestId?: string
  readonly ip?: string
  readonly userAgent?: string
}

export interface ListQuery {
  readonly filter?: Filter
  /** Words that every row must contain in one of its searchable fields. */
  readonly search?: string
  /** Keys of rows that hold the words elsewhere than in their fields: a search finds them as well, where the caller may see them. */
  readonly alsoFound?: readonly string[]
  /** Field names, `-` first for descending. */
  readonly orderBy?: readonly string[]
  readonly limit?: number
  /** Opaque, from the page before. Not together with `offset`. */
  readonly cursor?: string
  readonly offset?: number
  readonly withCount?: boolean
  /** Narrow to these organizations; ones the caller cannot reach simply add nothing. */
  readonly organizations?: readonly string[]
  /** Deleted rows instead of live ones. */
  readonly trash?: boolean
}

/** A whole list, to be taken out: no page of it, and of its rows these fields. */
export interface ExportQuery
  extends Pick<ListQuery, 'filter' | 'search' | 'alsoFound' | 'orderBy' | 'organizations' | 'trash'> {
  readonly fields: readonly string[]
}

export interface Page<Row> {
  readonly rows: Row[]
  readonly nextCursor: string | null
  /** Only when asked for. Exact up to `countLimit`, beyond it the limit itself with `isCountExact: false`. */
  readonly count?: number
  readonly isCountExact?: boolean
}

/** Reads through the caller's scope. What it cannot reach does not exist. */
export interface Reader {
  list<S extends ResourceSpec>(resource: Defined<S>, query?: ListQuery): Promise<Page<RowOf<Defined<S>>>>
  /** @throws DomainError not_found, the same for foreign and unknown keys */
  get<S extends ResourceSpec>(resource: Defined<S>, key: string, options?: ReadOptions): Promise<RowOf<Defined<S>>>
  find<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options?: ReadOptions,
  ): Promise<RowOf<Defined<S>> | null>
  /** How many rows a list has. Exact up to `countLimit`. */
  count<S extends ResourceSpec>(resource: Defined<S>, query?: CountQuery): Promise<Count>
  /** Rows directly below a node of a tree. @throws DomainError not_found for a node the caller cannot reach */
  children<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]>
  /** All rows below a node, level by level. */
  descendants<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]>
  /** Rows above a node, from the top down. */
  ancestors<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]>
  /**
   * A whole tree, each node in front of what is below it, siblings in the resource's own order.
   *
   * @throws DomainError not_found for a root out of reach, invalid (`tree_too_large`) beyond 10,000 nodes
   */
  tree<S extends ResourceSpec>(resource: Defined<S>, query?: TreeQuery): Promise<TreeNode<RowOf<Defined<S>>>[]>
}

export interface TreeQuery {
  /** Only nodes that have this in common, where trees have something: of this warehouse, of this type. */
  readonly within?: string
  /** Only this node and what is below it. */
  readonly root?: string
  /** Narrow to these organizations. */
  readonly organizations?: readonly string[]
}

/** A row and how deep it stands below the first one that is shown, from 0. */
export type TreeNode<Row> = Row & { readonly depth: number }

export type CountQuery = Pick<ListQuery, 'filter' | 'search' | 'organizations' | 'trash'>

export interface Count {
  readonly count: number
  readonly isCountExact: boolean
}

/** Counting goes no further: nobody reads a larger number, and everybody would wait for it. */
export const countLimit = 10_000

export interface ReadOptions {
  /** The action whose scope must reach the row; `view` unless told. */
  readonly action?: Action
  /** Also deleted rows. */
  readonly withDeleted?: boolean
  /** Lock the row until the transaction ends. Only inside a unit of work. */
  readonly lock?: boolean
}

export interface WriteOptions {
  /** The action whose scope must reach the row before and after; `add`, `change`, `delete`, `restore` by verb. */
  readonly action?: Action
  /** The last part of the topic, from which the audit action follows; `created`, `updated`, `deleted`, `restored` by verb. */
  readonly event?: string
  /** More for the event's payload. */
  readonly payload?: JsonObject
  /** More for the audit entry's context; of many rows, by each one's place among them. */
  readonly details?: JsonObject | ((place: number) => JsonObject)
  /** Entries without an event for each: the caller emits one for all of them. */
  readonly isToldTogether?: true
  /** Many rows that are refused are not tried one by one to find out which are at fault: the caller does that (`attempt`). */
  readonly isTriedOnce?: true
  /** A deletion is refused where other rows would go with it, or lose their reference to it, as where they protect it. */
  readonly isAlone?: true
  /** @throws DomainError stale, with the current row, when the row has moved on */
  readonly expectedVersion?: number
  /** Compare-and-set: throws conflict unless the row still has these values. */
  readonly expected?: Readonly<Record<string, unknown>>
  /** Also a deleted row: bytes are purged after their file was deleted. */
  readonly withDeleted?: boolean
}

/** `write: 'never'` fields included: it is the service that changes them. */
export type ChangesOf<S extends ResourceSpec> = Omit<PatchOf<Defined<S>>, 'version'> | Partial<RowOf<Defined<S>>>

/**
 * One transaction. Each write leaves one audit entry and one outbox event in it. Failure is thrown; nothing is half done:
 * after a refused write the whole unit can only be given up, also by a caller who has caught the refusal.
 * No HTTP, S3 or Redis call belongs inside.
 */
export interface UnitOfWork extends Reader {
  readonly context: WorkContext
  /** `values` may set fields that callers cannot (`write: 'never'`). `id` is made unless given. */
  insert<S extends ResourceSpec>(
    resource: Defined<S>,
    values: CreateOf<Defined<S>> | (CreateOf<Defined<S>> & Partial<RowOf<Defined<S>>>),
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>>
  /** Values that the row already has are no change: then nothing is written, and the version stays. */
  update<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    changes: Omit<PatchOf<Defined<S>>, 'version'> | Partial<RowOf<Defined<S>>>,
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>>
  /** Soft where the resource is soft-deletable. */
  remove<S extends ResourceSpec>(resource: Defined<S>, key: string, options?: WriteOptions): Promise<RowOf<Defined<S>>>
  restore<S extends ResourceSpec>(resource: Defined<S>, key: string, options?: WriteOptions): Promise<RowOf<Defined<S>>>
  /**
   * The same for many rows, at most 1000: all or none. Refusals are told on their rows: `rows.3.sku`. For changes that a whole
   * selection takes; rows come back in the order asked for, each once.
   */
  insertMany<S extends ResourceSpec>(
    resource: Defined<S>,
    rows: readonly (CreateOf<Defined<S>> | (CreateOf<Defined<S>> & Partial<RowOf<Defined<S>>>))[],
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]>
  updateMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    changes: ChangesOf<S> | ((row: RowOf<Defined<S>>) => ChangesOf<S>),
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]>
  /** Gives each row changes of its own, by a few statements for all of them. Keys come once; answers in their order. */
  changeEach<S extends ResourceSpec>(
    resource: Defined<S>,
    changes: readonly RowChange[],
    options?: WriteOptions,
  ): Promise<ChangedRow<RowOf<Defined<S>>>[]>
  removeMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]>
  restoreMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]>
  /** Hangs a node of a tree, with all below it, under another one, or at the top. @throws DomainError conflict (`cycle`) */
  move<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    parent: string | null,
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>>
  /**
   * Tries something, and gives up only that when it is refused: the unit of work goes on without it. For chunks of rows of which
   * the good ones are to land whatever becomes of the others.
   */
  attempt<Result>(use: () => Promise<Result>): Promise<Attempt<Result>>
  /** What refers to a row and would be concerned by its deletion, named as far as the caller may view it. */
  uses<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<InUse>
  /** An audit entry without a change: a download, a signed URL, a sign-in. */
  record(entry: AuditRecord): void
  /** An event besides those of the writes. Returns its id. */
  emit(event: Omit<DomainEvent, 'id' | 'createdAt'>): string
  /** Runs SQL in this transaction. Only repositories inside packages/db call it. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /**
   * Runs SQL about one thing: several who only look and ask the same way at one moment ask in one statement. Only repositories inside
   * packages/db call it.
   */
  queryByKey<Row>(question: KeyedQuestion<Row>, key: string): Promise<Row | undefined>
  /**
   * Runs SQL with the commit, in one packet with it and behind the journal: what everybody waits for is locked no longer than a commit
   * takes. Nobody reads its answer: what it refuses, it has to raise. Only repositories inside packages/db call it.
   */
  atCommit(text: string, values?: readonly unknown[]): void
  /**
   * Makes a new organization reachable for the rest of this transaction. The caller holds the same grants there as in
   * `like`; without it none, so that only row-level security opens. `insert` does this itself for a child organization.
   */
  reach(organization: string, like?: string): Promise<void>
}

/** What became of an attempt. */
export type Attempt<Result> = { readonly result: Result } | { readonly refusal: DomainError }

/** What one row of many takes. */
export interface RowChange {
  readonly key: string
  readonly changes: Readonly<Record<string, unknown>>
  /** The change is refused as stale when the row has moved on. */
  readonly expectedVersion?: number
}

/** A row that was changed, or was as it should be already. */
export interface ChangedRow<Row> {
  readonly row: Row
  /** What differs, as it was, whether or not the caller may see it: to be kept, not to be shown. Empty where nothing does. */
  readonly before: Readonly<Record<string, unknown>>
  /** The same for people: from what to what, as far as the caller may see it, secrets masked. */
  readonly changes: AuditChanges
}

export interface AuditRecord {
  readonly action: AuditActionType
  readonly resource: Resource | AuditedKind
  readonly organization: string | null
  readonly objectId: string | null
  readonly objectRepr: string
  readonly changes?: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>
  /** More for the entry's context. */
  readonly details?: JsonObject
}

/** The person or key that an entry names; null where nobody asked. */
export const personBehind = (actor: Principal | SystemActor): Principal | null =>
  actor.kind === 'system' ? (actor.onBehalfOf ?? null) : actor

/** The one way to the database for services, API and worker. */
export interface Database {
  /** Reads outside a transaction: one round trip each. */
  reader(context: WorkContext): Reader
  withUnitOfWork<Result>(context: WorkContext, use: (work: UnitOfWork) => Promise<Result>): Promise<Result>
  /** A unit of work that is given up at its end: what comes of it is known, and nothing of it is there. */
  rehearse<Result>(context: WorkContext, use: (work: UnitOfWork) => Promise<Result>): Promise<Result>
  /** A unit of work that reads and records, and changes nothing: what it records costs no commit of its own. */
  look<Result>(context: WorkContext, use: (work: UnitOfWork) => Promise<Result>): Promise<Result>
  /**
   * All rows of a list that the caller views and has the right `export` to, some at a time, as they were when the first of them was
   * asked for: each as the values of `fields`, in their order. However many they are, only some are ever in memory.
   */
  stream(context: WorkContext, resource: Resource, query: ExportQuery): AsyncIterable<readonly (readonly unknown[])[]>
  /** How many rows `stream` would bring now, however many they are. */
  streamLength(context: WorkContext, resource: Resource, query: ExportQuery): Promise<number>
  /**
   * Calls back at once after each commit through this database that left an event, until it is told to stop: for the dispatcher of this
   * process. Meanwhile those of other processes are not rung for what is committed here; they look for themselves every few seconds.
   */
  hear(onEvents: () => void): () => void
  /** Throws when the database does not answer. */
  probe(): Promise<void>
  close(): Promise<void>
}

export const asSystem = (reason: string, origin?: RequestOrigin): WorkContext => ({
  actor: { kind: 'system', reason },
  ...(origin && { origin }),
})
