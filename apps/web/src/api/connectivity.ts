import { useSyncExternalStore } from 'react'

/** `offline`: this device has no network. `unreachable`: it has one, but the server does not answer. */
export type Connectivity = 'online' | 'offline' | 'unreachable'

const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Who falls silent again this soon is asked less and less often. */
const calmMs = 30_000

let state: Connectivity = navigator.onLine ? 'online' : 'offline'
let isProbing = false
let pauseMs = firstPauseMs
let recoveredAt = Number.NEGATIVE_INFINITY
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
    // An answer to what was asked before the network went is no sign of it.
    if (navigator.onLine) become('online')
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
  if (performance.now() - recoveredAt > calmMs) pauseMs = firstPauseMs
  while (state !== 'online') {
    await new Promise((resolve) => window.setTimeout(resolve, pauseMs))
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    if (await isAnswering()) become('online')
  }
  recoveredAt = performance.now()
  isProbing = false
}

const isAnswering = (): Promise<boolean> =>
  globalThis.fetch('/livez', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

export const connectivity = (): Connectivity => state

export function onConnectivity(listener: (state: Connectivity) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnectivity = (): Connectivity => useSyncExternalStore(onConnectivity, connectivity)
