import type { JsonObject } from '../resource/json-object.ts'

/**
 * Something that was committed. The topic is `<resource>.<what happened>`: `product.created`, `file.stored`. One spelling
 * serves audit, sockets, jobs and automation alike.
 */
export interface DomainEvent {
  /** uuid v7; also the job id and the idempotency key of every handler. */
  readonly id: string
  readonly topic: string
  readonly organization: string | null
  readonly resource: string
  /** The row's key. */
  readonly objectId: string
  /** Ids and states, never whole rows: a handler reads what it may, when it runs. */
  readonly payload: JsonObject
  readonly createdAt: string
}

export const topicOf = (resource: string, happened: string) => `${resource}.${happened}`
