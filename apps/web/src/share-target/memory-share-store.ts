import type { ReceivedShare } from './received-share.ts'
import type { ShareStore } from './received-shares.ts'

/** For tests: what the browser's database does, where there is no browser. */
export function memoryShareStore(given: readonly ReceivedShare[] = []): ShareStore {
  const shares = new Map(given.map((share) => [share.id, share]))
  const bytes = new Map<string, readonly File[]>()
  return {
    all: async () => [...shares.values()].toSorted((one, other) => one.receivedAt - other.receivedAt),
    filesOf: async (id) => bytes.get(id) ?? [],
    keep: async (share, files) => {
      shares.set(share.id, share)
      bytes.set(share.id, files)
    },
    claim: async (share, user) => void shares.set(share.id, { ...share, user }),
    forget: async (id) => {
      shares.delete(id)
      bytes.delete(id)
    },
    clear: async () => {
      shares.clear()
      bytes.clear()
    },
  }
}
