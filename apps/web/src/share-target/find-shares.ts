import { type ShareTrouble, shareTroubles } from '@groundwork/domain'
import type { ReceivedShare } from './received-share.ts'
import { forgetOutdated, type ShareStore } from './received-shares.ts'

/** `gone`: what the address speaks of is not here, or is somebody else's. `forbidden`: this person may not upload at all. */
export type Trouble = ShareTrouble | 'gone' | 'forbidden'

interface Arrival {
  readonly user: string
  readonly mayAdd: boolean
  /** What the address says has come; undefined where nothing has just come. */
  readonly marker: string | undefined
  readonly now: number
}

interface FoundShares {
  readonly waiting: readonly ReceivedShare[]
  readonly trouble?: Trouble
}

type Store = Pick<ShareStore, 'all' | 'forget' | 'claim'>

/** What waits for this person, and what there is to say where that is not what the address promises. */
export async function findShares(arrival: Arrival, store: Store): Promise<FoundShares> {
  const { marker, mayAdd } = arrival
  // Some private windows keep nothing, and have nothing to show.
  const waiting = await waitingFor(arrival, store).catch(() => [])
  const told = shareTroubles.find((trouble) => trouble === marker)
  if (told) return { waiting, trouble: told }
  if (marker !== undefined && !waiting.some(({ id }) => id === marker)) return { waiting, trouble: 'gone' }
  if (mayAdd || !waiting.length) return { waiting }
  for (const { id } of waiting) await store.forget(id)
  return { waiting: [], trouble: 'forbidden' }
}

/**
 * The worker does not know who shares: files that have just come become theirs who is signed in where they arrived, and are shown to nobody
 * else from then on, not even where that one's address is opened again.
 */
async function waitingFor({ user, marker, now }: Arrival, store: Store): Promise<readonly ReceivedShare[]> {
  const current = await forgetOutdated(store, now)
  const arrived = current.find((share) => share.id === marker && share.user === undefined)
  if (arrived) await store.claim(arrived, user)
  return current.map((share) => (share === arrived ? { ...share, user } : share)).filter((share) => share.user === user)
}
