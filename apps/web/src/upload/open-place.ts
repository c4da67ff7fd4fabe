import { useEffect, useSyncExternalStore } from 'react'
import type { Offer } from './offer-files.ts'

/** A folder that is open, or a screen that works on a file: what is dropped, pasted or picked goes there. */
export interface OpenPlace {
  /** Undefined for a screen on which it is still to be chosen. */
  readonly organization: string | undefined
  /** Null is the top. */
  readonly folder: string | null
  readonly name: string
  /** Has what is offered itself: it does not go the way of the tray. */
  readonly take?: (offer: Offer) => Promise<void>
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

/** Gives what is dropped, pasted or picked to the screen, for as long as it takes it. `take` must stay the same. */
export function useFileTaker(
  organization: string | undefined,
  name: string,
  take: (offer: Offer) => Promise<void>,
): void {
  useEffect(() => {
    show({ organization, folder: null, name, take })
    return () => show(null)
  }, [organization, name, take])
}

export const useOpenPlace = (): OpenPlace | null => useSyncExternalStore(subscribe, () => place)
