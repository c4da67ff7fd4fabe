import type pg from 'pg'

/** The channel that dispatchers listen on. The message is empty: the outbox says what there is to do. */
export const outboxChannel = 'outbox'

/**
 * Wakes the dispatcher after a commit. Not from a trigger inside the transaction: Postgres makes commits that notify wait for
 * each other, one disk flush at a time. Rings that come while one is on its way become one more.
 */
export class OutboxBell {
  private isRinging = false
  private isWanted = false

  constructor(private readonly pool: pg.Pool) {}

  ring(): void {
    if (this.isRinging) this.isWanted = true
    else void this.notify()
  }

  private async notify(): Promise<void> {
    this.isRinging = true
    try {
      do {
        this.isWanted = false
        await this.pool.query(`notify ${outboxChannel}`)
      } while (this.isWanted)
    } catch {
      // The events are committed. A dispatcher that hears nothing looks for itself every few seconds.
    } finally {
      this.isRinging = false
    }
  }
}
