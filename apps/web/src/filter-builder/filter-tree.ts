import type { Condition, Filter } from '@groundwork/domain'

/** `all` and `any` of the parts hold; `notAll` and `none` are the same with a `not` around. */
export type Join = 'all' | 'any' | 'notAll' | 'none'

/** A condition as it is being made: its value may be missing, or of the wrong kind. */
export interface DraftCondition extends Omit<Condition, 'value'> {
  readonly value: unknown
}

export interface DraftGroup {
  readonly join: Join
  readonly parts: readonly Draft[]
}

/** A filter as a person builds it. Its root is a group, always. */
export type Draft = DraftCondition | DraftGroup

/** Where a part stands: the place in the root, in the group there, and so on. */
export type Path = readonly number[]

export const isGroup = (draft: Draft): draft is DraftGroup => 'join' in draft
export const emptyGroup: DraftGroup = { join: 'all', parts: [] }

export function draftOf(filter: Filter | undefined): DraftGroup {
  if (!filter) return emptyGroup
  const draft = partOf(filter)
  return isGroup(draft) ? draft : { join: 'all', parts: [draft] }
}

function partOf(filter: Filter): Draft {
  if ('and' in filter) return { join: 'all', parts: filter.and.map(partOf) }
  if ('or' in filter) return { join: 'any', parts: filter.or.map(partOf) }
  if (!('not' in filter)) return filter
  if ('or' in filter.not) return { join: 'none', parts: filter.not.or.map(partOf) }
  if ('and' in filter.not) return { join: 'notAll', parts: filter.not.and.map(partOf) }
  return { join: 'none', parts: [partOf(filter.not)] }
}

/** The filter of a draft. Conditions that are not `isReady`, and groups that are left empty by that, ask nothing. */
export function filterOf(draft: DraftGroup, isReady: (condition: DraftCondition) => boolean): Filter | undefined {
  const filters = draft.parts.flatMap((part): Filter[] => {
    if (!isGroup(part)) return isReady(part) ? [part as Condition] : []
    const filter = filterOf(part, isReady)
    return filter ? [filter] : []
  })
  return filters.length ? joined(draft.join, filters) : undefined
}

function joined(join: Join, filters: readonly Filter[]): Filter {
  switch (join) {
    case 'all':
      return { and: filters }
    case 'any':
      return { or: filters }
    case 'notAll':
      return { not: { and: filters } }
    case 'none':
      return { not: { or: filters } }
  }
}

/** The draft with the part at a path changed; undefined takes it out. */
export function changeAt(
  group: DraftGroup,
  [place, ...rest]: Path,
  change: (part: Draft) => Draft | undefined,
): DraftGroup {
  const parts = group.parts.flatMap((part, index) => {
    if (index !== place) return [part]
    const next = rest.length && isGroup(part) ? changeAt(part, rest, change) : change(part)
    return next ? [next] : []
  })
  return { ...group, parts }
}

/** Adds to the group at a path; the empty path is the root. */
export function addAt(root: DraftGroup, path: Path, part: Draft): DraftGroup {
  if (!path.length) return { ...root, parts: [...root.parts, part] }
  return changeAt(root, path, (group) => (isGroup(group) ? { ...group, parts: [...group.parts, part] } : group))
}

export const removeAt = (root: DraftGroup, path: Path): DraftGroup => changeAt(root, path, () => undefined)

export function setJoin(root: DraftGroup, path: Path, join: Join): DraftGroup {
  if (!path.length) return { ...root, join }
  return changeAt(root, path, (group) => (isGroup(group) ? { ...group, join } : group))
}

/** How many conditions there are. */
export const countOf = (draft: Draft): number =>
  isGroup(draft) ? draft.parts.reduce((sum, part) => sum + countOf(part), 0) : 1
