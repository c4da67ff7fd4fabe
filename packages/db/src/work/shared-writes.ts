import { isDomainError } from '@groundwork/domain'
import { isConnectionLost, isTooSlow } from '../connection/translate-error.ts'

interface Waiting<Item> {
  readonly items: readonly Item[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Small writes of many: what comes at one moment, or while some are being written, is written together, by the next commit. A thousand a
 * second are then some dozens of commits, and each still waits for its own.
 */
export class SharedWrites<Item> {
  private waiting: Waiting<Item>[] = []
  private isWriting = false

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<void>,
    /** Told when nothing is left to be written. */
    private readonly onIdle: () => void = () => undefined,
  ) {}

  /** Resolves once they are committed. @throws what kept them from being written */
  add(items: readonly Item[]): Promise<void> {
    if (!items.length) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject })
      if (!this.isWriting) void this.writeAll()
    })
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true
    await allIsReady()
    while (this.waiting.length) {
      const batch = this.waiting
      this.waiting = []
      await this.writeTogether(batch)
    }
    this.isWriting = false
    this.onIdle()
  }

  /** One that cannot be written keeps none of the others from it. */
  private async writeTogether(batch: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.write(batch.flatMap(({ items }) => items))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length === 1 || isConnectionLost(error) || isTooSlow(error) || isUnavailable(error))
        for (const { reject } of batch) reject(error)
      else for (const each of batch) await this.writeTogether([each])
    }
  }
}

/** Whoever was answered by the same packet comes before this is over. */
const allIsReady = () => new Promise<void>((resolve) => process.nextTick(resolve))

/** The same, where it has been translated already. */
const isUnavailable = (error: unknown) => isDomainError(error) && error.code === 'unavailable'
