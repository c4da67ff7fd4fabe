import type {
  AuditChanges,
  CreateOf,
  Defined,
  DomainEvent,
  InUse,
  PatchOf,
  Resource,
  ResourceSpec,
  RowOf,
} from '@groundwork/domain'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'
import type { Statement } from '../connection/statement.ts'
import { translateError } from '../connection/translate-error.ts'
import { storedKey } from '../query/compile-get.ts'
import type { Row } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { describeUses } from '../reference/describe-uses.ts'
import { isTreeOfOrganizations } from '../reference/references.ts'
import { settleChangedTags, settleTags, withoutDoubles } from '../tag/settle-tags.ts'
import { fromTheTop } from '../tree/from-the-top.ts'
import { moveNode } from '../tree/move-node.ts'
import { changeEach } from './change-each.ts'
import type {
  Attempt,
  AuditRecord,
  ChangedRow,
  ChangesOf,
  RowChange,
  UnitOfWork,
  WorkContext,
  WriteOptions,
} from './contract.ts'
import { insertMany, insertOnce } from './insert-many.ts'
import { insertRow } from './insert-row.ts'
import { isRefusal } from './is-refusal.ts'
import { Journal } from './journal.ts'
import { refuseAppendOnly, refuseFixedFields } from './refuse-fixed-fields.ts'
import { removeRow, restoreRow } from './remove-row.ts'
import { removeTogether } from './remove-together.ts'
import { restoreTogether } from './restore-together.ts'
import { ScopedReader } from './scoped-reader.ts'
import { Telling, type Told } from './telling.ts'
import { type Asking, TransactionSession } from './transaction-session.ts'
import { changeRow, type Written } from './write.ts'
import { refuseTooMany, writeTogether } from './write-together.ts'

/** The engine's unit of work. Once a write in it was refused it can only be given up: what was half done never commits. */
export class ScopedUnitOfWork extends ScopedReader implements UnitOfWork {
  private readonly own: TransactionSession
  private readonly journal: Journal
  private readonly telling: Telling
  private refusal: unknown
  private readonly last: Statement[] = []

  constructor(
    readonly context: WorkContext,
    private readonly asking: Asking,
  ) {
    const session = new TransactionSession(context, asking)
    super(session)
    this.own = session
    this.journal = new Journal(context)
    this.telling = new Telling(session, this.journal)
  }

  insert<S extends ResourceSpec>(
    resource: Defined<S>,
    values: CreateOf<Defined<S>> & Partial<RowOf<Defined<S>>>,
    { action = 'add', ...options }: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    return this.writtenOne(resource, { event: 'created', ...options }, () =>
      this.withTags(resource, [values as Row], async ([row = {}]) => [
        await insertRow(this.own, resource, row, action),
      ]),
    )
  }

  insertMany<S extends ResourceSpec>(
    resource: Defined<S>,
    rows: readonly (CreateOf<Defined<S>> & Partial<RowOf<Defined<S>>>)[],
    { action = 'add', ...options }: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>[]> {
    refuseTooMany(rows, 'rows')
    const insertAll = options.isTriedOnce ? insertOnce : insertMany
    return this.writtenMany(resource, { event: 'created', ...options }, () =>
      this.withTags(resource, rows as readonly Row[], (settled) => insertAll(this.own, resource, settled, action)),
    )
  }

  async changeEach<S extends ResourceSpec>(
    resource: Defined<S>,
    changes: readonly RowChange[],
    { action = 'change', ...options }: WriteOptions = {},
  ): Promise<ChangedRow<RowOf<Defined<S>>>[]> {
    refuseTooMany(changes, 'rows')
    refuseAppendOnly(resource)
    for (const change of changes) refuseFixedFields(resource, change.changes)
    const before: Row[] = []
    const told: AuditChanges[] = []
    const rows = await this.writtenMany(resource, { event: 'updated', ...options }, async () => {
      const written = this.telling.madeTags(await changeEach(this.own, resource, changes, action))
      before.push(...written.map((change) => change.before))
      told.push(...written.map(({ shown }) => shown))
      return written
    })
    return rows.map((row, place) => ({ row, before: before[place] ?? {}, changes: told[place] ?? {} }))
  }

  async attempt<Result>(use: () => Promise<Result>): Promise<Attempt<Result>> {
    if (this.refusal) throw this.refusal
    const { journal, own, last } = this
    const [told, left] = [journal.length, last.length]
    try {
      const [, result] = await Promise.all([own.run(tryFrom), use()])
      await own.run(keep)
      return { result }
    } catch (error) {
      if (!isRefusal(error)) throw error
      await own.run(giveUp)
      journal.rewind(told)
      last.length = left
      this.refusal = undefined
      return { refusal: error }
    }
  }

  updateMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    changes: ChangesOf<S> | ((row: RowOf<Defined<S>>) => ChangesOf<S>),
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]> {
    type Changes = Omit<PatchOf<Defined<S>>, 'version'> & Partial<RowOf<Defined<S>>>
    const of = async (key: string) =>
      typeof changes === 'function'
        ? changes(await this.get(resource, key, { action: options?.action ?? 'change', lock: true }))
        : changes
    return this.each(resource, keys, async (key) => this.update(resource, key, (await of(key)) as Changes, options))
  }

  removeMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]> {
    if (options?.isTriedOnce) return this.removedTogether(resource, keys, options)
    const fromBelow = async (all: readonly string[]) => [...(await fromTheTop(this.own, resource, all))].reverse()
    return this.each(resource, keys, (key) => this.remove(resource, key, options), fromBelow)
  }

  restoreMany<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    options?: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]> {
    const restore = (key: string) => this.restore(resource, key, options)
    // What brings others with it comes one by one.
    if (resource.restoresWhole) return this.each(resource, keys, restore, (all) => fromTheTop(this.own, resource, all))
    refuseTooMany(keys, 'ids')
    const once = onceEach(resource, keys)
    const write = () => this.restoredTogether(resource, once, options)
    return options?.isTriedOnce ? write() : writeTogether(this.own, { items: once, write, writeOne: restore })
  }

  update<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    changes: Omit<PatchOf<Defined<S>>, 'version'> & Partial<RowOf<Defined<S>>>,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    refuseAppendOnly(resource)
    refuseFixedFields(resource, changes)
    const request = { key, action: options.action ?? 'change', among: 'live', options } as const
    return this.written(resource, { event: 'updated', ...options }, async () => {
      const settled = this.telling.madeTags(await settleChangedTags(this.own, resource, key, changes as Row))
      return changeRow(this.own, resource, { ...request, changes: settled })
    })
  }

  remove<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    refuseAppendOnly(resource)
    return this.written(resource, { event: 'deleted', ...options }, () => removeRow(this.own, resource, key, options))
  }

  restore<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    refuseNoTrash(resource)
    return this.written(resource, { event: 'restored', ...options }, () => restoreRow(this.own, resource, key, options))
  }

  move<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    parent: string | null,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    const request = { key, parent, action: options.action ?? 'move', options }
    return this.written(resource, { event: 'moved', ...options }, () => moveNode(this.own, resource, request))
  }

  uses<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<InUse> {
    return describeUses(this.own, resource, key)
  }

  record(entry: AuditRecord): void {
    this.journal.record(entry)
  }

  emit(event: Omit<DomainEvent, 'id' | 'createdAt'>): string {
    return this.journal.emit(event)
  }

  async query<Found extends object>(text: string, values: readonly unknown[] = []): Promise<Found[]> {
    try {
      return await this.asking.query<Found>({ text, values })
    } catch (error) {
      throw translateError(error)
    }
  }

  async queryByKey<Found>(question: KeyedQuestion<Found>, key: string): Promise<Found | undefined> {
    try {
      return await this.asking.byKey(question, key)
    } catch (error) {
      throw translateError(error)
    }
  }

  reach(organization: string, like?: string): Promise<void> {
    return this.own.reach(organization, like)
  }

  /** Whether there is something for the dispatcher. */
  get hasEvents(): boolean {
    return this.journal.hasEvents
  }

  atCommit(text: string, values: readonly unknown[] = []): void {
    this.last.push({ text, values })
  }

  /** What is to be written of a unit of work that only reads. @throws where it tried to do more */
  get looks() {
    if (this.refusal) throw this.refusal
    if (this.last.length) throw new Error('Somebody who only looks writes nothing')
    return this.journal.looks((organization) => this.own.reaches(organization))
  }

  /** Writes the journal and commits. @throws the refusal, when a write was refused and the caller went on all the same */
  async finish(commit: (last: readonly Statement[]) => Promise<void>): Promise<void> {
    if (this.refusal) throw this.refusal
    if (this.telling.isBeyondReach) await this.own.reachEverything()
    await commit([...this.journal.pending, ...this.last])
  }

  private removedTogether<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    { action = 'delete', isAlone, ...options }: WriteOptions,
  ): Promise<RowOf<Defined<S>>[]> {
    refuseAppendOnly(resource)
    refuseTooMany(keys, 'ids')
    return this.writtenMany(resource, { event: 'deleted', ...options }, () =>
      removeTogether(this.own, resource, onceEach(resource, keys), { action, isAlone }),
    )
  }

  private restoredTogether<S extends ResourceSpec>(
    resource: Defined<S>,
    keys: readonly string[],
    { action = 'restore', ...options }: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>[]> {
    refuseNoTrash(resource)
    return this.writtenMany(resource, { event: 'restored', ...options }, () =>
      restoreTogether(this.own, resource, keys, action),
    )
  }

  private async written<S extends ResourceSpec>(
    resource: Defined<S>,
    told: Told,
    write: () => Promise<Written>,
  ): Promise<RowOf<Defined<S>>> {
    return this.writtenOne(resource, told, async () => [await write()])
  }

  private async writtenOne<S extends ResourceSpec>(
    resource: Defined<S>,
    told: Told,
    write: () => Promise<Written[]>,
  ): Promise<RowOf<Defined<S>>> {
    const [row] = await this.writtenMany(resource, told, write)
    return row as RowOf<Defined<S>>
  }

  private async writtenMany<S extends ResourceSpec>(
    resource: Defined<S>,
    told: Told,
    write: () => Promise<Written[]>,
  ): Promise<RowOf<Defined<S>>[]> {
    try {
      const written = await write()
      for (const [place, change] of written.entries())
        if (!change.isAsBefore) this.telling.tell(resource, told, change, place)
      return written.map(({ row }) => row as RowOf<Defined<S>>)
    } catch (error) {
      this.refusal ??= error
      throw error
    }
  }

  /** The tags of a new organization are its own: they are made once it is there. */
  private async withTags(
    resource: Resource,
    rows: readonly Row[],
    insert: (rows: readonly Row[]) => Promise<Written[]>,
  ): Promise<Written[]> {
    if (!resource.tagged) return insert(rows)
    if (!isTreeOfOrganizations(resource))
      return insert(this.telling.madeTags(await settleTags(this.own, resource, rows)))
    const written = await insert(rows.map(withoutDoubles))
    this.telling.madeTags(
      await settleTags(
        this.own,
        resource,
        rows.map((row, index) => ({ ...row, id: written[index]?.objectId })),
      ),
    )
    return written
  }

  /** Rows are locked in one order by everybody, so that two who write many do not wait for each other. */
  private each<R>(
    resource: Resource,
    keys: readonly string[],
    writeOne: (key: string) => Promise<R>,
    inOrder: (keys: readonly string[]) => Promise<readonly string[]> = async (all) => [...all].sort(),
  ): Promise<R[]> {
    refuseTooMany(keys, 'ids')
    const once = onceEach(resource, keys)
    const write = async () => {
      const results = new Map<string, R>()
      for (const key of await inOrder(once)) results.set(key, await writeOne(key))
      return once.map((key) => results.get(key) as R)
    }
    return writeTogether(this.own, { items: once, write, writeOne })
  }
}

/** A row is asked for once, however its key is spelt. */
function onceEach(resource: Resource, keys: readonly string[]): string[] {
  const table = tableOf(resource)
  return [...new Set(keys.map((key) => storedKey(table, key)))]
}

function refuseNoTrash({ softDelete, name }: Resource): void {
  if (!softDelete) throw new Error(`${name} keeps no deleted rows`)
}

const tryFrom: Statement = { text: 'savepoint attempt', values: [] }
const keep: Statement = { text: 'release savepoint attempt', values: [] }
const giveUp: Statement = { text: 'rollback to savepoint attempt', values: [] }
