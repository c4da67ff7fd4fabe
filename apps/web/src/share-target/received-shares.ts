import { browserDatabase } from '../upload/browser-database.ts'
import { outdated, type ReceivedShare } from './received-share.ts'

interface KeptFiles {
  readonly id: string
  readonly files: readonly File[]
}

/** The bytes lie apart: whoever looks through the shares, or takes one over, need not touch them. */
const work = browserDatabase('groundwork-shared', { shares: 'id', files: 'id' })

/** What this device was given by its share sheet. The worker puts it in, the pages take it out. */
export const receivedShares = {
  /** In the order they came. */
  all: async (): Promise<ReceivedShare[]> => {
    const all: ReceivedShare[] = await work('readonly', (store) => store('shares').getAll())
    return all.toSorted((one, other) => one.receivedAt - other.receivedAt)
  },
  filesOf: async (id: string): Promise<readonly File[]> => {
    const kept: KeptFiles | undefined = await work('readonly', (store) => store('files').get(id))
    return kept?.files ?? []
  },
  keep: async (share: ReceivedShare, files: readonly File[]): Promise<void> => {
    await work('readwrite', (store) => {
      store('files').put({ id: share.id, files } satisfies KeptFiles)
      return store('shares').put(share)
    })
  },
  claim: async (share: ReceivedShare, user: string): Promise<void> => {
    await work('readwrite', (store) => store('shares').put({ ...share, user } satisfies ReceivedShare))
  },
  forget: async (id: string): Promise<void> => {
    await work('readwrite', (store) => {
      store('files').delete(id)
      return store('shares').delete(id)
    })
  },
  clear: async (): Promise<void> => {
    await work('readwrite', (store) => {
      store('files').clear()
      return store('shares').clear()
    })
  },
}

export type ShareStore = typeof receivedShares

/** Answers those that are left. */
export async function forgetOutdated(
  store: Pick<ShareStore, 'all' | 'forget'>,
  now: number,
): Promise<readonly ReceivedShare[]> {
  const all = await store.all()
  const over = outdated(all, now)
  for (const id of over) await store.forget(id)
  return all.filter(({ id }) => !over.includes(id))
}
