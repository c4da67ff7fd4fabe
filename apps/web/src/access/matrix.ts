import type { Grant } from '@groundwork/domain'

/** As much of a subject as the matrix needs. */
export interface Subject {
  readonly name: string
  readonly actions: readonly string[]
}

/** One crossing of subject and action. `whole`: a grant on everything covers it, and it cannot be changed here. */
export interface Cell {
  readonly state: 'none' | 'all' | 'some' | 'whole'
  /** The grants that speak of this crossing alone or of all actions of its subject. */
  readonly grants: readonly Grant[]
}

const every = '*'
const isWide = ({ where, fields }: Grant) => !where && !fields

export function cellOf(grants: readonly Grant[], subject: string, action: string): Cell {
  const named = (name: string) => name === every
  const covering = grants.filter((grant) => grant.action === every || grant.action === action)
  const above = covering.some((grant) => named(grant.resource) && !named(subject) && isWide(grant))
  if (above) return { state: 'whole', grants: [] }
  const own = covering.filter((grant) => grant.resource === subject)
  if (!own.length) return { state: 'none', grants: [] }
  return { state: own.some(isWide) ? 'all' : 'some', grants: own }
}

/**
 * The grants with one crossing set anew. A grant for all actions of the subject is taken apart first, so that the others
 * keep what they had.
 */
export function withCell(
  grants: readonly Grant[],
  { name, actions }: Subject,
  action: string,
  next: readonly Pick<Grant, 'where' | 'fields'>[],
): Grant[] {
  const apart = grants.flatMap((grant) =>
    grant.resource === name && grant.action === every && action !== every
      ? actions.map((one) => ({ ...grant, action: one }))
      : [grant],
  )
  const others = apart.filter((grant) => grant.resource !== name || (action !== every && grant.action !== action))
  return [...others, ...next.map((limits) => ({ resource: name, action, ...limits }))]
}
