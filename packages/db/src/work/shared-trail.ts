import { isConnectionLost } from '../connection/translate-error.ts'
import type { Line } from './journal.ts'

interface Waiting {
  readonly lines: readonly Line[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * The entries of those who only look: what comes while some are being written is written together, by the next commit. A thousand
 * looks a second are then some dozens of commits, and each look still waits for its own entry.
 */
export class SharedTrail {
  private waiting: Waiting[] = []
  private isWriting = false

  constructor(private readonly write: (lines: readonly Line[]) => Promise<void>) {}

  /** Resolves once they are committed. @throws what kept them from being written */
  add(lines: readonly Line[]): Promise<void> {
    if (!lines.length) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.waiting.push({ lines, resolve, reject })
      if (!this.isWriting) void this.writeAll()
    })
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length) {
      const batch = this.waiting
      this.waiting = []
      await this.writeTogether(batch)
    }
    this.isWriting = false
  }

  /** One that cannot be written keeps none of the others from it. */
  private async writeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.write(batch.flatMap(({ lines }) => lines))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length === 1 || isConnectionLost(error)) for (const { reject } of batch) reject(error)
      else for (const each of batch) await this.writeTogether([each])
    }
  }
}
