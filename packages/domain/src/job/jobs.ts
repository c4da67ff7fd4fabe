import { z } from 'zod'
import type { DomainEvent } from '../event/event.ts'

/** What a job that follows an event carries: ids, never rows. `event` is also the job's id and its idempotency key. */
export const eventPayload = z.strictObject({
  event: z.uuid(),
  organization: z.uuid(),
  objectId: z.uuid(),
})
export type EventPayload = z.infer<typeof eventPayload>

export interface JobContract<Payload = unknown> {
  /** The events that make it due. */
  readonly on: readonly string[]
  readonly payload: z.ZodType<Payload>
  /** How often it is tried before it waits for the sweeper. */
  readonly attempts: number
  /** The first pause between two tries, doubled each time. */
  readonly backoffMs: number
  readonly concurrency: number
  /** After the last try it is left, instead of waiting for the sweeper: for work that nobody's safety depends on. */
  readonly givesUp: boolean
}

/** Every job there is. The worker's handlers are a total map over these names. */
export const jobs = {
  'file.scan': {
    on: ['file.stored', 'file.restored'],
    payload: eventPayload,
    attempts: 8,
    backoffMs: 500,
    concurrency: 4,
    givesUp: false,
  },
  'file.derive': {
    on: ['file.available'],
    payload: eventPayload,
    attempts: 3,
    backoffMs: 1000,
    concurrency: 1,
    givesUp: true,
  },
} as const satisfies Record<string, JobContract>

export type JobName = keyof typeof jobs
export type PayloadOf<N extends JobName> = z.infer<(typeof jobs)[N]['payload']>

export const jobNames = Object.keys(jobs) as JobName[]

/** The jobs that an event makes due. */
export const jobsOn = (topic: string): JobName[] =>
  jobNames.filter((name) => (jobs[name].on as readonly string[]).includes(topic))

/** Events without an organization make no job due. */
export const payloadOf = ({ id, organization, objectId }: DomainEvent): EventPayload =>
  eventPayload.parse({ event: id, organization, objectId })
