import { EventEmitter, on } from 'node:events'
import { asSystem, type Database } from '@groundwork/db'
import {
  conditionsOf,
  covers,
  type Defined,
  type DomainEvent,
  evaluateFilter,
  type Filter,
  type Principal,
  type Resource,
  type ResourceSpec,
  resources,
  scopeFor,
  scopeToFilter,
} from '@groundwork/domain'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

/** Where the worker's dispatcher publishes every committed event. */
export const eventChannel = 'groundwork:events'

export interface Change {
  readonly event: DomainEvent
  /** The row as it is now, read once for all receivers; null when it is gone. */
  readonly row: Readonly<Record<string, unknown>> | null
}

/** Committed events as they reach this process, for subscriptions to choose from. */
export interface EventHub {
  changes(signal: AbortSignal): AsyncIterable<Change>
  close(): Promise<void>
}

interface HubOptions {
  readonly redisUrl: string
  readonly database: Database
  readonly log: Logger
}

/** Listens on Redis with a connection of its own. A lost connection is taken up again; clients then reload what they show. */
export function openEventHub({ redisUrl, database, log }: HubOptions): EventHub {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, lazyConnect: true })
  const emitter = new EventEmitter().setMaxListeners(0)
  redis.on('error', (error: Error) => log.warn({ err: error }, 'event subscription interrupted'))
  redis.on('message', (_channel: string, text: string) => void publish(text))
  redis.connect().then(
    () => redis.subscribe(eventChannel),
    (error: unknown) => log.warn({ err: error }, 'events wait for Redis'),
  )

  async function publish(text: string): Promise<void> {
    try {
      const event = JSON.parse(text) as DomainEvent
      if (emitter.listenerCount('change')) emitter.emit('change', { event, row: await rowOf(event) } satisfies Change)
    } catch (error) {
      log.error({ err: error }, 'an event could not be shown')
    }
  }

  const rowOf = async (event: DomainEvent): Promise<Change['row']> => {
    const resource = resourceOf(event)
    if (!resource) return null
    const reader = database.reader(asSystem('show a committed change to its subscribers'))
    return reader.find(resource, event.objectId, { withDeleted: true })
  }

  return {
    async *changes(signal) {
      try {
        for await (const [change] of on(emitter, 'change', { signal })) yield change as Change
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    close: async () => {
      redis.disconnect()
    },
  }
}

/** Whether this receiver may see the change: the same rule that a list would apply to the row. */
export async function mayReceive(database: Database, principal: Principal, { event, row }: Change): Promise<boolean> {
  const resource = resourceOf(event)
  if (!resource) return false
  if (!row) return principal.isSuperuser || mayViewAll(principal, resource, event.organization)
  const rule = scopeToFilter(scopeFor(principal, 'view', resource), resource)
  if (isOfTheRowAlone(rule)) return evaluateFilter(rule, row, resource)
  const own = await database.reader({ actor: principal }).find(resource, event.objectId, { withDeleted: true })
  return own !== null
}

/** Rules that hop to other rows, or up a tree, are the database's to judge; the others cost nothing per receiver. */
const isOfTheRowAlone = (rule: Filter) =>
  conditionsOf(rule).every(
    ({ field, op }) => op !== 'descendantof' && (!field.includes('.') || field.startsWith('customFields.')),
  )

/** A row that is gone can no longer be held against a rule, so only those who see every row of the organization are told. */
const mayViewAll = (principal: Principal, resource: Resource, organization: string | null) =>
  principal.memberships.some(
    (membership) =>
      membership.organization === organization &&
      membership.grants.some((grant) => covers(grant, 'view', resource.name) && !grant.where),
  )

function resourceOf({ resource }: DomainEvent): Defined<ResourceSpec> | undefined {
  return (resources as Readonly<Record<string, Resource>>)[resource] as Defined<ResourceSpec> | undefined
}
