import { useSyncExternalStore } from 'react'
import type { Entry } from './entry.ts'

/** What was cut or copied, to be put somewhere else. */
export interface Clipboard {
  readonly verb: 'cut' | 'copy'
  readonly entries: readonly Entry[]
}

let held: Clipboard | null = null
const listeners = new Set<() => void>()

export const clipboard = (): Clipboard | null => held

export function hold(next: Clipboard | null): void {
  held = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useClipboard = (): Clipboard | null => useSyncExternalStore(subscribe, clipboard)
