import type { ResourceName } from '@groundwork/domain'
import type { RowNamed } from '../api/rows.ts'

type Listener = (rows: readonly never[]) => void

const listeners = new Map<ResourceName, Set<Listener>>()

/** For those outside the query cache who want to know of newer rows, such as the upload tray. */
export function onRows<Name extends ResourceName>(
  name: Name,
  listener: (rows: readonly RowNamed<Name>[]) => void,
): () => void {
  const all = listeners.get(name) ?? new Set<Listener>()
  listeners.set(name, all.add(listener as Listener))
  return () => all.delete(listener as Listener)
}

export function tellRows<Name extends ResourceName>(name: Name, rows: readonly RowNamed<Name>[]): void {
  for (const listener of listeners.get(name) ?? []) listener(rows as readonly never[])
}
