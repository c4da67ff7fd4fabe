const prefix = 'groundwork-share-'

const locksOf = () => (navigator as { readonly locks?: LockManager }).locks

/**
 * Makes a share this tab's while its files are sent; answers how to let go of it, or null where another tab sends them. The browser takes it
 * from a tab that is closed or loaded again: what had not arrived then is asked about anew.
 */
export function claimShare(id: string): Promise<(() => void) | null> {
  const locks = locksOf()
  if (!locks) return Promise.resolve(() => undefined)
  return new Promise((claimed) => {
    void locks.request(prefix + id, { ifAvailable: true }, (lock) => {
      if (!lock) return claimed(null)
      return new Promise<void>((end) => claimed(end))
    })
  })
}

/** The shares that some tab is sending now. */
export async function claimedShares(): Promise<ReadonlySet<string>> {
  const held = (await locksOf()?.query())?.held ?? []
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])))
}
