import type { DomainEvent } from '@groundwork/domain'
import { asSystem, type Database } from '../work/contract.ts'
import { type EventRow, eventColumns, toEvent } from './event-row.ts'
import { listenOutbox } from './listen-outbox.ts'

/** The outbox as a dispatcher sees it. */
export interface Outbox {
  /**
   * Hands the oldest waiting events to `deliver` and marks them dispatched once it has resolved; when it throws they wait
   * on. Any number of dispatchers may run: none sees what another holds. Returns how many there were.
   *
   * Nobody waits for the disk: events whose mark Postgres loses as it dies are handed out twice, and who deals with them knows.
   *
   * `deliver` runs inside the transaction that holds the events. That is the point of it, and the one exception to the rule.
   */
  dispatch(limit: number, deliver: (events: readonly DomainEvent[]) => Promise<void>): Promise<number>
  /** Calls back soon after each commit that left an event, and after each reconnect: something may have been missed. */
  listen(onCommit: () => void): Promise<{ close(): Promise<void> }>
}

export interface OutboxOptions {
  readonly database: Database
  /** For the connection that listens. */
  readonly url: string
  /** That connection was lost; another is being made. */
  readonly onLost?: (error: unknown) => void
}

const dispatching = asSystem('outbox: events of all organizations are handed to the queue')

export const openOutbox = ({ database, url, onLost }: OutboxOptions): Outbox => ({
  dispatch: (limit, deliver) =>
    database.withUnitOfWork(dispatching, async (work) => {
      const rows = await work.query<EventRow>(
        `select ${eventColumns} from outbox_event where dispatched_at is null order by id limit $1 for update skip locked`,
        [limit],
      )
      if (!rows.length) return 0
      await deliver(rows.map(toEvent))
      work.atCommit(`select set_config('synchronous_commit', 'off', true)`)
      work.atCommit('update outbox_event set dispatched_at = now() where id = any($1::uuid[])', [
        rows.map(({ id }) => id),
      ])
      return rows.length
    }),
  listen: async (onCommit) => {
    const elsewhere = listenOutbox({ url, onRing: onCommit, onLost })
    const stop = database.hear(onCommit)
    return {
      close: async () => {
        stop()
        await elsewhere.close()
      },
    }
  },
})
