import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** The channel that dispatchers listen on. The message is empty: the outbox says what there is to do. */
export const outboxChannel = 'outbox'

/** Under load each ring would wake everybody for an event or two: the more there were meanwhile, the longer the next ones wait. */
const pauseMs = (rings: number) => Math.min(50, 10 * Math.max(1, rings))

/**
 * Wakes the dispatcher after a commit. One in this process is called, and nobody else is told: it carries what was committed here. Others are told
 * by Postgres. Not from a trigger inside the transaction: Postgres makes commits that notify wait for
 * each other, one disk flush at a time. The first ring leaves at once; those that come while it is on its way, and a moment after,
 * become one more.
 */
export class OutboxBell {
  private isRinging = false
  /** Since the last one left. */
  private rings = 0
  private readonly heardBy = new Set<() => void>()

  constructor(
    private readonly pool: pg.Pool,
    private readonly rest: (milliseconds: number) => Promise<void> = (milliseconds) =>
      wait(milliseconds, undefined, { ref: false }),
  ) {}

  /** Until it is told to stop, this is called instead of anybody elsewhere. */
  hear(onRing: () => void): () => void {
    this.heardBy.add(onRing)
    return () => void this.heardBy.delete(onRing)
  }

  ring(): void {
    if (this.heardBy.size) for (const onRing of this.heardBy) onRing()
    else if (this.isRinging) this.rings += 1
    else void this.notify()
  }

  private async notify(): Promise<void> {
    this.isRinging = true
    let heard = 1
    try {
      do {
        this.rings = 0
        await this.pool.query(`notify ${outboxChannel}`)
        await this.rest(pauseMs(heard))
        heard = this.rings
      } while (heard)
    } catch {
      // The events are committed. A dispatcher that hears nothing looks for itself every few seconds.
    } finally {
      this.isRinging = false
    }
  }
}
