import { SharedWrites } from './shared-writes.ts'

/**
 * Small writes of many who have nothing to do with each other: those of one owner share commits, and wait for no lock that another
 * owner's rows are under. An owner of whom nothing is left to be written is forgotten.
 */
export class SeparateWrites<Item> {
  private readonly queues = new Map<string, SharedWrites<Item>>()

  constructor(private readonly write: (items: readonly Item[]) => Promise<void>) {}

  /** Resolves once they are committed. @throws what kept them from being written */
  add(owner: string, items: readonly Item[]): Promise<void> {
    if (!items.length) return Promise.resolve()
    const queue = this.queues.get(owner) ?? new SharedWrites(this.write, () => this.queues.delete(owner))
    this.queues.set(owner, queue)
    return queue.add(items)
  }

  /** How many have something under way. */
  get owners(): number {
    return this.queues.size
  }
}
