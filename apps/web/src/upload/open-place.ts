import { useEffect, useSyncExternalStore } from 'react'

/** A folder that is open: what is dropped, pasted or picked goes there. */
export interface OpenPlace {
  readonly organization: string
  readonly folder: string
  readonly name: string
}

const listeners = new Set<() => void>()
let place: OpenPlace | null = null

function show(next: OpenPlace | null): void {
  place = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says which folder the screen shows, for as long as it does. */
export function useShownPlace(organization: string | undefined, folder: string | undefined, name: string): void {
  useEffect(() => {
    if (organization === undefined || folder === undefined) return
    show({ organization, folder, name })
    return () => show(null)
  }, [organization, folder, name])
}

export const useOpenPlace = (): OpenPlace | null => useSyncExternalStore(subscribe, () => place)
