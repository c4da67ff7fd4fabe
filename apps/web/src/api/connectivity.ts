import { useSyncExternalStore } from 'react'

/** `offline`: this device has no network. `unreachable`: it has one, but the server does not answer. */
export type Connectivity = 'online' | 'offline' | 'unreachable'

const longestPauseMs = 10_000

let state: Connectivity = navigator.onLine ? 'online' : 'offline'
let isProbing = false
const listeners = new Set<(state: Connectivity) => void>()

function become(next: Connectivity): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener(next)
}

window.addEventListener('offline', () => become('offline'))
window.addEventListener('online', () => {
  become('unreachable')
  void probe()
})

/** A `fetch` that notices when no answer comes, and then asks until one does. */
export const watchedFetch: typeof globalThis.fetch = async (input, init) => {
  try {
    const response = await globalThis.fetch(input, init)
    become('online')
    return response
  } catch (error) {
    if (!init?.signal?.aborted) noticeSilence()
    throw error
  }
}

/** For requests that do not go through `watchedFetch`, such as uploads. */
export function noticeSilence(): void {
  become(navigator.onLine ? 'unreachable' : 'offline')
  void probe()
}

async function probe(): Promise<void> {
  if (isProbing) return
  isProbing = true
  for (let pauseMs = 1_000; state !== 'online'; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const isAnswering = await globalThis.fetch('/livez', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isAnswering) become('online')
    else await new Promise((resolve) => window.setTimeout(resolve, pauseMs))
  }
  isProbing = false
}

export const connectivity = (): Connectivity => state

export function onConnectivity(listener: (state: Connectivity) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnectivity = (): Connectivity => useSyncExternalStore(onConnectivity, connectivity)
