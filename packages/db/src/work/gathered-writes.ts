import { SeparateWrites } from './separate-writes.ts'

/** A small write that is not urgent before its maker says so. */
export interface Intent {
  /** Sees to it that it is written, and resolves once it is committed. @throws what kept it from being written */
  written(): Promise<void>
  /** It is not wanted any more: from here on it is either written or never will be. */
  withdraw(): Promise<void>
}

/** So long at most a write waits for others, and others for it: whoever takes longer over what they do sends nobody company. */
const longestMs = 100

/**
 * Small writes that their makers need only a while later: those of one owner wait for each other, until the first of them is needed, and
 * are then one commit. Where nobody else has begun of late theirs is written at once, while they are busy otherwise.
 */
export class GatheredWrites<Item> {
  private readonly writes: SeparateWrites<Item>
  private readonly owners = new Map<string, Owner<Item>>()

  constructor(write: (items: readonly Item[]) => Promise<void>) {
    this.writes = new SeparateWrites(write)
  }

  intend(owner: string, item: Item): Intent {
    const found = this.owners.get(owner) ?? this.newcomer(owner)
    return found.intend(item)
  }

  /** How many have something that is not needed yet. */
  get size(): number {
    return this.owners.size
  }

  private newcomer(name: string): Owner<Item> {
    const owner = new Owner<Item>(
      (item) => this.writes.add(name, [item]),
      () => this.owners.delete(name),
    )
    this.owners.set(name, owner)
    return owner
  }
}

interface Entry<Item> {
  readonly item: Item
  readonly at: number
  /** Since it is being written. */
  writing?: Promise<void>
}

class Owner<Item> {
  /** What is neither needed yet nor withdrawn. */
  private readonly open = new Set<Entry<Item>>()
  /** Of these who have begun of late, the oldest first. */
  private readonly recent = new Set<Entry<Item>>()
  private waiting = new Set<Entry<Item>>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly write: (item: Item) => Promise<void>,
    private readonly onIdle: () => void,
  ) {}

  intend(item: Item): Intent {
    const at = performance.now()
    const entry: Entry<Item> = { item, at }
    for (const other of this.recent) {
      if (at - other.at < longestMs) break
      this.recent.delete(other)
    }
    const isAlone = this.recent.size === 0
    this.open.add(entry)
    this.recent.add(entry)
    this.waiting.add(entry)
    if (isAlone) this.writeWaiting()
    else this.timer ??= setTimeout(() => this.writeWaiting(), longestMs)
    return {
      written: () => {
        if (!entry.writing) this.writeWaiting()
        this.close(entry)
        return entry.writing as Promise<void>
      },
      withdraw: async () => {
        this.waiting.delete(entry)
        this.close(entry)
        await entry.writing?.catch(heardLater)
      },
    }
  }

  private writeWaiting(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const due = this.waiting
    this.waiting = new Set()
    for (const entry of due) {
      entry.writing = this.write(entry.item)
      entry.writing.catch(heardLater)
    }
  }

  private close(entry: Entry<Item>): void {
    this.recent.delete(entry)
    if (!this.open.delete(entry) || this.open.size) return
    clearTimeout(this.timer)
    this.onIdle()
  }
}

/** By whoever needs it. */
const heardLater = () => undefined
