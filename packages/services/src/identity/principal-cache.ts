import type { Principal } from '@groundwork/domain'
import { createExpiringCache } from './expiring-cache.ts'

/** Principals as they were a moment ago, by session or API key. */
export interface PrincipalCache {
  /** At most two seconds old, and loaded once however many ask at the same moment. Failures are not remembered. */
  resolve(key: string, load: () => Promise<Principal>): Promise<Principal>
  /** After a change to the user's sessions, keys or memberships: this process sees it at once, others within those seconds. */
  forgetUser(userId: string): void
  /** After a change to what many users hold: a role's grants, an organization. */
  forgetAll(): void
}

const maxAgeMs = 2000
const maxEntries = 10_000

export function createPrincipalCache(clock: () => Date): PrincipalCache {
  const resolved = createExpiringCache<Principal>(maxEntries, clock)
  let underway = new Map<string, Promise<Principal>>()

  /** What was loaded before a change was announced still answers those who waited for it, but is not kept. */
  const keep = async (key: string, load: () => Promise<Principal>, started: Map<string, Promise<Principal>>) => {
    const storedAt = clock()
    try {
      const principal = await load()
      const expiresAt = new Date(storedAt.getTime() + maxAgeMs)
      if (started === underway) resolved.set(key, principal, { storedAt, expiresAt })
      return principal
    } finally {
      started.delete(key)
    }
  }

  const forget = (isChanged: (principal: Principal) => boolean) => {
    resolved.deleteWhere(isChanged)
    underway = new Map()
  }

  return {
    async resolve(key, load) {
      const known = resolved.get(key) ?? underway.get(key)
      if (known) return known
      const loading = keep(key, load, underway)
      underway.set(key, loading)
      return loading
    },
    forgetUser: (userId) => forget((principal) => principal.userId === userId),
    forgetAll: () => forget(() => true),
  }
}
