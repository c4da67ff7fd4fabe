import type {
  CreateOf,
  Defined,
  DomainEvent,
  JsonObject,
  PatchOf,
  Resource,
  ResourceSpec,
  RowOf,
} from '@groundwork/domain'
import type { Transaction } from '../connection/transaction.ts'
import { translateError } from '../connection/translate-error.ts'
import type { Row } from '../query/row.ts'
import { moveNode } from '../tree/move-node.ts'
import { refuseRemovalWithChildren, refuseRestoreBelowDeleted } from '../tree/refuse-loose-ends.ts'
import type { AuditRecord, UnitOfWork, WorkContext, WriteOptions } from './contract.ts'
import { insertRow } from './insert-row.ts'
import { Journal } from './journal.ts'
import { ScopedReader } from './scoped-reader.ts'
import { TransactionSession } from './transaction-session.ts'
import { changeRow, type Written } from './write.ts'

/** The engine's unit of work. Once a write in it was refused it can only be given up: what was half done never commits. */
export class ScopedUnitOfWork extends ScopedReader implements UnitOfWork {
  private readonly own: TransactionSession
  private readonly journal: Journal
  private refusal: unknown

  constructor(
    readonly context: WorkContext,
    private readonly transaction: Transaction,
  ) {
    const session = new TransactionSession(context, transaction)
    super(session)
    this.own = session
    this.journal = new Journal(context)
  }

  insert<S extends ResourceSpec>(
    resource: Defined<S>,
    values: CreateOf<Defined<S>> & Partial<RowOf<Defined<S>>>,
    { action = 'add', ...options }: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    return this.written(resource, { event: 'created', ...options }, () =>
      insertRow(this.own, resource, values as Row, action),
    )
  }

  update<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    changes: Omit<PatchOf<Defined<S>>, 'version'> & Partial<RowOf<Defined<S>>>,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    refuseAppendOnly(resource)
    refuseFixedFields(resource, changes)
    const request = {
      key,
      action: options.action ?? 'change',
      among: 'live',
      changes: changes as Row,
      options,
    } as const
    return this.written(resource, { event: 'updated', ...options }, () => changeRow(this.own, resource, request))
  }

  remove<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    refuseAppendOnly(resource)
    const how = resource.softDelete ? { changes: {}, assignments: ['deleted_at = now()'] } : { changes: null }
    const request = { key, action: options.action ?? 'delete', among: 'live', ...how, options } as const
    return this.written(resource, { event: 'deleted', ...options }, async () => {
      const written = await changeRow(this.own, resource, request)
      if (resource.tree) await refuseRemovalWithChildren(this.own, resource, key)
      return written
    })
  }

  restore<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options: WriteOptions = {},
  ): Promise<RowOf<Defined<S>>> {
    if (!resource.softDelete) throw new Error(`${resource.name} keeps no deleted rows`)
    const how = { changes: {}, assignments: ['deleted_at = null'] }
    const request = { key, action: options.action ?? 'restore', among: 'deleted', ...how, options } as const
    return this.written(resource, { event: 'restored', ...options }, async () => {
      const written = await changeRow(this.own, resource, request)
      if (resource.tree) await refuseRestoreBelowDeleted(this.own, resource, key)
      return written
    })
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

  record(entry: AuditRecord): void {
    this.journal.record(entry)
  }

  emit(event: Omit<DomainEvent, 'id' | 'createdAt'>): string {
    return this.journal.emit(event)
  }

  async query<Found extends object>(text: string, values: readonly unknown[] = []): Promise<Found[]> {
    try {
      return await this.transaction.query<Found>({ text, values })
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

  /** Writes the journal and commits. @throws the refusal, when a write was refused and the caller went on all the same */
  async finish(): Promise<void> {
    if (this.refusal) throw this.refusal
    await this.transaction.commit(this.journal.pending)
  }

  private async written<S extends ResourceSpec>(
    resource: Defined<S>,
    { event, payload = {}, details = {} }: WriteOptions & { readonly event: string },
    write: () => Promise<Written>,
  ): Promise<RowOf<Defined<S>>> {
    try {
      const { row, isAsBefore, ...told } = await write()
      if (isAsBefore) return row as RowOf<Defined<S>>
      const version = resource.appendOnly ? {} : { version: Number(row.version) }
      const news: JsonObject = { ...version, changed: Object.keys(told.changes), ...payload }
      this.journal.change({ resource, ...told, event, payload: news, details })
      return row as RowOf<Defined<S>>
    } catch (error) {
      this.refusal ??= error
      throw error
    }
  }
}

function refuseAppendOnly({ name, appendOnly }: Resource): void {
  if (appendOnly) throw new Error(`A row of ${name} never changes once it is made`)
}

/** Where a row belongs is settled when it is made; a place in a tree changes by `move` alone, which keeps its paths. */
function refuseFixedFields({ name, tree, scope }: Resource, changes: object): void {
  const fixed = [...(scope.kind === 'organization' ? [scope.field] : []), ...(tree ? ['parent'] : [])]
  const found = fixed.find((field) => field in changes)
  if (found) throw new Error(`${name}.${found} does not change by update`)
}
