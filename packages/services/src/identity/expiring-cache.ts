interface Entry<Value> {
  readonly value: Value
  readonly storedAt: number
  readonly expiresAt: number
}

/** Keeps the most recently used values, none beyond its time. */
export interface ExpiringCache<Value> {
  get(key: string): Value | undefined
  /** `storedAt` is when the value was true: before the work that found it began. */
  set(key: string, value: Value, times: { storedAt: Date; expiresAt: Date }): void
  deleteWhere(isStale: (value: Value) => boolean): void
}

export function createExpiringCache<Value>(maxEntries: number, clock: () => Date): ExpiringCache<Value> {
  const entries = new Map<string, Entry<Value>>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      const now = clock().getTime()
      // A clock that was set back must not make anything live longer.
      if (now < entry.storedAt || now >= entry.expiresAt) return undefined
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, { storedAt, expiresAt }) {
      entries.delete(key)
      entries.set(key, { value, storedAt: storedAt.getTime(), expiresAt: expiresAt.getTime() })
      const [oldest] = entries.keys()
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    },
    deleteWhere(isStale) {
      for (const [key, { value }] of entries) if (isStale(value)) entries.delete(key)
    },
  }
}
