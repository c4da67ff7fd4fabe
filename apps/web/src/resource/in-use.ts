import { toGroundworkError } from '@groundwork/client'

/** Rows of one kind that point to what was to be deleted. */
export interface Users {
  readonly resource: string
  readonly label: string
  readonly count: number
  readonly rows: readonly { readonly id: string; readonly title: string | null }[]
}

interface InUse {
  readonly usedBy: readonly Users[]
  /** There are more, which this person may not see. */
  readonly hasHidden: boolean
}

/** Who still needs what was to be deleted; undefined when it failed for another reason. */
export function inUseOf(error: unknown): InUse | undefined {
  const { code, reason, details } = toGroundworkError(error)
  if (code !== 'conflict' || reason !== 'in_use') return undefined
  const usedBy = Array.isArray(details.usedBy) ? (details.usedBy as Users[]) : []
  return { usedBy, hasHidden: details.hidden === true }
}

interface Refusal {
  readonly name: string
  readonly inUse: InUse
}

type Listener = (refusal: Refusal) => void

const listeners = new Set<Listener>()

/** Shows who needs what was to be deleted; false when it was refused for another reason, and nothing is shown. */
export function tellInUse(error: unknown, name: string): boolean {
  const inUse = inUseOf(error)
  if (inUse) for (const listener of listeners) listener({ name, inUse })
  return inUse !== undefined
}

export function onInUse(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export type { Refusal }
