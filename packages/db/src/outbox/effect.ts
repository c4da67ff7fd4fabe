import type { DomainEvent } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import { type EventRow, eventColumns, toEvent } from './event-row.ts'

/** What one handler does about one event. */
export interface Effect {
  readonly event: string
  readonly handler: string
}

/**
 * Says that a handler is done with an event, with the commit of the handler's own transaction: the work and that it was done are one. It may
 * have been said before.
 */
export function recordEffect(work: UnitOfWork, { event, handler }: Effect): void {
  work.atCommit('insert into effect (event_id, handler) values ($1, $2) on conflict do nothing', [event, handler])
}

/** Of each whether it was said, in their order. */
export async function haveEffects(work: UnitOfWork, effects: readonly Effect[]): Promise<boolean[]> {
  const keys = [effects.map(({ event }) => event), effects.map(({ handler }) => handler)]
  const rows = await work.query<{ is_done: boolean }>(
    `select exists (select from effect e where e.event_id = g.event and e.handler = g.handler) as is_done
     from unnest($1::uuid[], $2::text[]) with ordinality g(event, handler, place) order by place`,
    keys,
  )
  return rows.map((row) => row.is_done)
}

/** One sweep hands out no more than this, the oldest first. */
const sweepLimit = 1000

/**
 * Events of the last seven days that were dispatched a while ago and that the handler has still not done: their jobs may be
 * lost with Redis. Postgres remembers them, so they can be handed out again; handlers are idempotent.
 */
export async function undoneEvents(
  work: UnitOfWork,
  {
    topics,
    handler,
    afterSeconds,
  }: { readonly topics: readonly string[]; readonly handler: string; readonly afterSeconds: number },
): Promise<DomainEvent[]> {
  const rows = await work.query<EventRow>(
    `select ${eventColumns} from outbox_event
     where topic = any($1::text[])
       and dispatched_at > now() - interval '7 days' and dispatched_at < now() - make_interval(secs => $3)
       and not exists (select from effect where effect.event_id = outbox_event.id and effect.handler = $2)
     order by dispatched_at limit ${sweepLimit}`,
    [topics, handler, afterSeconds],
  )
  return rows.map(toEvent)
}
