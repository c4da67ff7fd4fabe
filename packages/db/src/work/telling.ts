import { type JsonObject, type Resource, Tag } from '@groundwork/domain'
import type { Settled } from '../tag/settle-tags.ts'
import type { WriteOptions } from './contract.ts'
import type { Journal } from './journal.ts'
import type { TransactionSession } from './transaction-session.ts'
import type { Written } from './write.ts'

/** How changes are told. */
export type Told = WriteOptions & { readonly event: string }

/** What a unit of work tells its journal of what it wrote. */
export class Telling {
  /** Whether the journal tells of organizations that the actor does not reach. */
  isBeyondReach = false

  constructor(
    private readonly session: TransactionSession,
    private readonly journal: Journal,
  ) {}

  /** One of the changes that were made together, by its place among them, and what followed from it. */
  tell(
    resource: Resource,
    { event, payload = {}, details = {}, isToldTogether }: Told,
    { row, consequences = [], ...change }: Written,
    place = 0,
  ): void {
    const version = resource.appendOnly ? {} : { version: Number(row.version) }
    const news: JsonObject | null = isToldTogether
      ? null
      : { ...version, changed: Object.keys(change.changes), ...payload }
    const context = typeof details === 'function' ? details(place) : details
    this.journal.change({ resource, ...change, event, payload: news, details: context })
    this.isBeyondReach ||= !this.session.reaches(change.organization)
    const because = { because: `${resource.name} ${change.objectId}` }
    for (const more of consequences) this.tell(more.resource, { event: more.event, details: because }, more)
  }

  /** A word that is used for the first time is a tag from now on, and stands in the journal as one. */
  madeTags<Value>({ value, made }: Settled<Value>): Value {
    for (const { id, organization, name } of made) {
      const changes = { name: { old: null, new: name } }
      const news = { version: 1, changed: ['name'] }
      this.journal.change({
        resource: Tag,
        organization,
        objectId: id,
        objectRepr: name,
        changes,
        event: 'created',
        payload: news,
        details: { because: 'it was used' },
      })
    }
    return value
  }
}
