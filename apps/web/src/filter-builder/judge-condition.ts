import { DomainError, type Filter, parseFilter, type Readable, type Resource } from '@groundwork/domain'
import { type Draft, type DraftCondition, isGroup } from './filter-tree.ts'

/** How a condition stands: it counts, it lacks its value, or something is wrong with it. */
export type Verdict =
  | { readonly is: 'ready' }
  | { readonly is: 'unfinished' }
  | { readonly is: 'wrong'; readonly why: string }

const isBlank = (value: unknown): boolean =>
  value === '' ||
  value === null ||
  value === undefined ||
  (Array.isArray(value) && (value.length === 0 || value.some(isBlank)))

/** Judges one condition by the very parser the server uses. */
export function judgeCondition(condition: DraftCondition, resource: Resource, readable: Readable): Verdict {
  if (isBlank(condition.value)) return { is: 'unfinished' }
  try {
    parseFilter(condition, resource, { readable })
    return { is: 'ready' }
  } catch (error) {
    return { is: 'wrong', why: faultsOf(error)[0]?.message ?? String(error) }
  }
}

export interface FilterFaultAt {
  /** Where, as the filter is nested: `and`, `0`, `value`. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What the parser minds, and where. */
export function faultsOf(error: unknown): readonly FilterFaultAt[] {
  if (!(error instanceof DomainError)) throw error
  return Object.entries(error.fields ?? {}).flatMap(([path, messages]) =>
    messages.map((message) => ({ path: path.split('.').slice(1).map(placeOrName), message })),
  )
}

const placeOrName = (part: string) => (/^\d+$/.test(part) ? Number(part) : part)

/** The draft as JSON, unfinished conditions and all. */
export function filterAsDrafted(draft: Draft): unknown {
  if (!isGroup(draft)) return draft
  const parts = draft.parts.map(filterAsDrafted)
  switch (draft.join) {
    case 'all':
      return { and: parts }
    case 'any':
      return { or: parts }
    case 'notAll':
      return { not: { and: parts } }
    case 'none':
      return { not: { or: parts } }
  }
}

/** Equal filters ask the same. */
export const isSameFilter = (a: Filter | undefined, b: Filter | undefined) => JSON.stringify(a) === JSON.stringify(b)
