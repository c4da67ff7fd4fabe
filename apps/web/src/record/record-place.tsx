import { type ReactNode, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'

let place: HTMLElement | null = null
const listeners = new Set<() => void>()

function settle(element: HTMLElement | null): void {
  place = element
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where the frame keeps room for a record, beside whatever screen is shown. */
export const RecordPlace = ({ className }: { className?: string | undefined }) => (
  <div ref={settle} className={className} />
)

/** Puts a record there, from wherever in a screen it was opened. */
export function InRecordPlace({ children }: { children: ReactNode }) {
  const element = useSyncExternalStore(subscribe, () => place)
  return element && createPortal(children, element)
}
