import { type RawSearch, textParam } from '../ui/search-params.ts'

/** What the address bar holds about a list of records. Which fields may be filtered and sorted is the definition's word. */
export interface ResourceSearch {
  q?: string | undefined
  /** `status=active` for each choice field: kept as `filter=status:active`. */
  filter?: string[] | undefined
  sort?: string | undefined
  /** The record in the drawer; `new` for one that is being made. */
  open?: string | undefined
}

export const readResourceSearch = (raw: RawSearch): ResourceSearch => ({
  q: textParam(raw.q),
  filter: pairs(raw.filter),
  sort: /^-?[a-zA-Z]+$/.test(String(raw.sort)) ? textParam(raw.sort) : undefined,
  open: textParam(raw.open),
})

function pairs(value: unknown): string[] | undefined {
  const given = (Array.isArray(value) ? value : [value]).filter((item): item is string =>
    /^[a-zA-Z]+:.+$/.test(String(item)),
  )
  return given.length ? [...new Set(given)] : undefined
}

/** `['status:active', 'status:draft']` -> `{ status: ['active', 'draft'] }`. */
export function filtersByField(filter: readonly string[] | undefined): Readonly<Record<string, readonly string[]>> {
  const byField: Record<string, string[]> = {}
  for (const pair of filter ?? []) {
    const colon = pair.indexOf(':')
    const field = pair.slice(0, colon)
    byField[field] = [...(byField[field] ?? []), pair.slice(colon + 1)]
  }
  return byField
}
