import type { DomainEvent } from '@groundwork/domain'

type Listener = (event: DomainEvent) => void

const listeners = new Set<Listener>()

/** For those who want to know what happened, and not only how rows are now: that a job has ended is news once. */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellEvent(event: DomainEvent): void {
  for (const listener of listeners) listener(event)
}
