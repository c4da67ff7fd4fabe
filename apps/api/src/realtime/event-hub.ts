import { asSystem, type Database } from '@groundwork/db'
import {
  covers,
  type Defined,
  type DomainEvent,
  evaluateFilter,
  isOfTheRowAlone,
  isShareFor,
  type Principal,
  type Resource,
  type ResourceSpec,
  resources,
  scopeFor,
  scopeToFilter,
  shareNews,
} from '@groundwork/domain'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { Mailbox } from './mailbox.ts'

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
  /** Told of each event, whether anybody subscribes or not. */
  readonly heard: (event: DomainEvent) => void
}

/** As many changes may wait for one slow receiver. */
const mostWaiting = 1000

/** Listens on Redis with a connection of its own. A lost connection is taken up again; clients then reload what they show. */
export function openEventHub({ redisUrl, database, log, heard }: HubOptions): EventHub {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const mailboxes = new Set<Mailbox<Change>>()
  redis.on('error', (error: Error) => log.warn({ err: error }, 'event subscription interrupted'))
  redis.on('ready', () => {
    redis.subscribe(eventChannel).catch((error: unknown) => log.warn({ err: error }, 'events wait for Redis'))
  })

  // One after the other: changes arrive in the order in which they were committed, and a bulk write asks for one row at a time.
  let last: Promise<void> = Promise.resolve()
  redis.on('message', (_channel: string, text: string) => {
    try {
      const event = JSON.parse(text) as DomainEvent
      heard(event)
      if (mailboxes.size) last = last.then(() => publish(event))
    } catch (error) {
      log.error({ err: error }, 'an event could not be read')
    }
  })

  async function publish(event: DomainEvent): Promise<void> {
    try {
      const change = { event, row: await rowOf(event) }
      for (const mailbox of mailboxes) mailbox.put(change)
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
      const mailbox = new Mailbox<Change>(mostWaiting)
      const close = () => mailbox.close()
      mailboxes.add(mailbox)
      signal.addEventListener('abort', close, { once: true })
      if (signal.aborted) close()
      try {
        yield* mailbox
      } finally {
        mailboxes.delete(mailbox)
        signal.removeEventListener('abort', close)
      }
    },
    close: async () => {
      redis.disconnect()
    },
  }
}

/** Whether this receiver may see the change: the same rule that a list would apply to the row. News of shares name whom they are for. */
export async function mayReceive(database: Database, principal: Principal, { event, row }: Change): Promise<boolean> {
  if (event.resource === shareNews) return isShareFor(principal, event)
  const resource = resourceOf(event)
  if (!resource) return false
  if (!row) return principal.isSuperuser || mayViewAll(principal, resource, event.organization)
  const rule = scopeToFilter(scopeFor(principal, 'view', resource), resource)
  if (isOfTheRowAlone(rule, resource)) return evaluateFilter(rule, row, resource)
  const own = await database.reader({ actor: principal }).find(resource, event.objectId, { withDeleted: true })
  return own !== null
}

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
