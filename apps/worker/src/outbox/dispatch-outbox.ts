import { setTimeout as wait } from 'node:timers/promises'
import { madeAt, type Outbox } from '@groundwork/db'
import { type DomainEvent, StoredFile, topicOf } from '@groundwork/domain'
import { type Arrival, AtOnce } from '@groundwork/services'
import type { Logger } from 'pino'
import { RelayPace } from './relay-pace.ts'

export interface Dispatcher {
  close(): Promise<void>
}

interface Dispatching {
  readonly outbox: Outbox
  readonly deliver: (events: readonly DomainEvent[]) => Promise<void>
  readonly log: Logger
}

const BATCH = 200

/** Also without a notification the outbox is looked at: one may be lost with its connection. */
const POLL_MS = 2000
const RETRY_MS = 1000

/**
 * Carries committed events to Redis. Woken by the database, one round at a time. While Redis or Postgres is down it tries
 * again each second, and nothing is lost: an event stays undispatched until it has been handed over.
 */
export async function dispatchOutbox({ outbox, deliver, log }: Dispatching): Promise<Dispatcher> {
  let isClosing = false
  let isDue = true
  let isFailing = false
  let isCrowd = false
  const atOnce = new AtOnce()
  let wake: () => void = () => undefined

  const listener = await outbox.listen(() => {
    isDue = true
    wake()
  })

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** How many there were. */
  const round = async (): Promise<number> => {
    isDue = false
    try {
      isCrowd = false
      const count = await outbox.dispatch(BATCH, async (events) => {
        await deliver(events)
        isCrowd = atOnce.areMany(arrivalsOf(events))
      })
      if (isFailing) log.info('events are delivered again')
      isFailing = false
      return count
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'events cannot be delivered; they wait')
      isFailing = true
      return 0
    }
  }

  const pace = new RelayPace()
  const loop = async () => {
    while (!isClosing) {
      const count = await round()
      if (isClosing || count === BATCH) continue
      const pauseMs = pace.pauseAfter(count, isCrowd)
      if (!isFailing && pauseMs > 0) await wait(pauseMs)
      if (isClosing || (isDue && !isFailing)) continue
      await pause(isFailing ? RETRY_MS : POLL_MS)
    }
  }
  const running = loop()

  return {
    close: async () => {
      isClosing = true
      wake()
      await running
      await listener.close()
    },
  }
}

const received = topicOf(StoredFile.name, 'stored')

/** Of files: their ids tell when they began, and the events when they were there. */
const arrivalsOf = (events: readonly DomainEvent[]): Arrival[] =>
  events.flatMap(({ topic, objectId, id }) => (topic === received ? [{ from: madeAt(objectId), to: madeAt(id) }] : []))
