const held = new Map<string, () => void>()

/**
 * Makes an upload this tab's. Resolves once no other tab has it: each keeps a lock, which the browser takes from a tab that is closed
 * or loaded again. On plain http, other than localhost, there are no locks and every tab believes to be the only one.
 */
export function claimUpload(session: string): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager }
  if (!locks || held.has(session)) return Promise.resolve()
  return new Promise((claimed) => {
    void locks.request(
      `groundwork-upload-${session}`,
      () =>
        new Promise<void>((end) => {
          held.set(session, end)
          claimed()
        }),
    )
  })
}

export function releaseUpload(session: string): void {
  held.get(session)?.()
  held.delete(session)
}

/** Lets other tabs go on with everything. */
export function releaseUploads(): void {
  for (const session of [...held.keys()]) releaseUpload(session)
}
