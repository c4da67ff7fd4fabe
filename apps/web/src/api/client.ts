import { createClient } from '@groundwork/client'
import { watchedFetch } from './connectivity.ts'
import { previewStore } from './preview-store.ts'

const listeners = new Set<() => void>()

/** What the one way to the server shows of who asks. */
export const tokens = previewStore()

/** The one way to the server. The refresh token stays in a cookie that no script can read, the access token in memory. */
export const gw = createClient({
  url: window.location.origin,
  session: 'cookie',
  tokenStore: tokens,
  fetch: watchedFetch,
  onSignedOut: () => {
    for (const listener of listeners) listener()
  },
})

/** Calls back when the session has ended, here or by the server. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
