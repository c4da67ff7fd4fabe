import { z } from 'zod'
import type { DomainEvent } from '../event/event.ts'

/** What a job that follows an event carries: ids, never rows. `event` is also the job's id and its idempotency key. */
export const eventPayload = z.object({
  event: z.uuid(),
  organization: z.uuid(),
  objectId: z.uuid(),
})
export type EventPayload = z.infer<typeof eventPayload>

/** What follows from an event that may be of no organization: an account belongs to none. */
export const accountPayload = eventPayload.extend({ organization: z.uuid().nullable() })
export type AccountPayload = z.infer<typeof accountPayload>

/** What the owner of an account is told by mail. */
export const accountNotices = [
  'user.passwordChanged',
  'user.passwordReset',
  'user.emailChanged',
  'user.secondFactorEnabled',
  'user.secondFactorDisabled',
] as const
export type AccountNotice = (typeof accountNotices)[number]

/** Also says what happened: one job writes several mails. */
export const noticePayload = accountPayload.extend({ topic: z.enum(accountNotices) })
export type NoticePayload = z.infer<typeof noticePayload>

/** A mail server that is away for an hour loses nobody's mail: after these tries the sweeper goes on. */
const mail = { attempts: 8, backoffMs: 2000, concurrency: 4, givesUp: false } as const

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

/** Slow ones have a queue of their own, so that a bad file never delays a good one of another kind. */
const preview = { payload: eventPayload, attempts: 3, backoffMs: 1000, givesUp: true } as const

/** Every job there is. The worker's handlers are a total map over these names. */
export const jobs = {
  /** Many are taken at once, and let go at once; fewer are read at once (`scanSlot`). */
  'file.scan': {
    on: ['file.stored'],
    payload: eventPayload,
    attempts: 8,
    backoffMs: 500,
    concurrency: 32,
    givesUp: false,
  },
  'file.rescan': {
    on: ['file.rescanDue'],
    payload: eventPayload,
    attempts: 8,
    backoffMs: 500,
    concurrency: 1,
    givesUp: false,
  },
  'file.derive': { on: ['file.available', 'file.restored'], ...preview, concurrency: 2 },
  'file.drawPages': { on: ['file.pagesDue'], ...preview, concurrency: 2 },
  'file.convert': { on: ['file.conversionDue'], ...preview, concurrency: 2 },
  /** Long, and kept from each other's way: it takes whichever data job's turn it is. */
  'dataJob.run': {
    on: ['dataJob.due'],
    payload: eventPayload,
    attempts: 3,
    backoffMs: 1000,
    concurrency: 3,
    givesUp: false,
  },
  'mail.passwordReset': { on: ['passwordReset.requested'], payload: accountPayload, ...mail },
  'mail.invitation': { on: ['invitation.created', 'invitation.resent'], payload: eventPayload, ...mail },
  'mail.fileWithdrawn': { on: ['file.withdrawn'], payload: eventPayload, ...mail },
  'mail.exportEnded': { on: ['dataJob.completed', 'dataJob.failed'], payload: eventPayload, ...mail },
  'mail.quotaWarning': { on: ['storageQuota.warning'], payload: eventPayload, ...mail },
  'mail.accountNotice': { on: accountNotices, payload: noticePayload, ...mail },
} as const satisfies Record<string, JobContract>

export type JobName = keyof typeof jobs
export type PayloadOf<N extends JobName> = z.infer<(typeof jobs)[N]['payload']>

export const jobNames = Object.keys(jobs) as JobName[]

/** The jobs that an event makes due. */
export const jobsOn = (topic: string): JobName[] =>
  jobNames.filter((name) => (jobs[name].on as readonly string[]).includes(topic))

/** The ids of an event that a job asks for, and nothing else of it. */
export const payloadOf = <N extends JobName>(
  name: N,
  { id, organization, objectId, topic }: DomainEvent,
): PayloadOf<N> => jobs[name].payload.parse({ event: id, organization, objectId, topic }) as PayloadOf<N>
