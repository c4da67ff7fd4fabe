import type { Filter } from '@groundwork/domain'
import { listParam, type RawSearch, textParam } from '../ui/search-params.ts'

/** What the address bar holds about a list of records. Which fields may be filtered and sorted is the definition's word. */
export interface ResourceSearch {
  q?: string | undefined
  /** `status=active` for each choice field: kept as `filter=status:active`. */
  filter?: string[] | undefined
  /** What the filter builder holds, as JSON. */
  where?: string | undefined
  sort?: string | undefined
  /** The columns of a list that was shared with them, `sku:120` where they have a width. */
  columns?: string[] | undefined
  /** The field by whose values rows stand in groups. */
  group?: string | undefined
  /** The saved view, by its id; `all` for none, where there is one to start with. */
  view?: string | undefined
  /** `1` while the list is not as the view has it any more: then all of it stands in the address. */
  changed?: '1' | undefined
  /** `1` shows what is deleted. */
  trash?: '1' | undefined
  /** The record in the drawer; `new` for one that is being made. */
  open?: string | undefined
}

export const readResourceSearch = (raw: RawSearch): ResourceSearch => ({
  q: textParam(raw.q),
  filter: pairs(raw.filter),
  where: whereParam(raw.where),
  sort: /^-?[a-zA-Z]+(\.\w+)?(,-?[a-zA-Z]+(\.\w+)?){0,4}$/.test(String(raw.sort)) ? textParam(raw.sort) : undefined,
  columns: listParam(typeof raw.columns === 'string' ? raw.columns.split(',') : raw.columns),
  group: textParam(raw.group),
  view: textParam(raw.view),
  changed: String(raw.changed) === '1' ? '1' : undefined,
  trash: String(raw.trash) === '1' ? '1' : undefined,
  open: textParam(raw.open),
})

function pairs(value: unknown): string[] | undefined {
  const given = (Array.isArray(value) ? value : [value]).filter((item): item is string =>
    /^[a-zA-Z]+(\.\w+)?:.+$/.test(String(item)),
  )
  return given.length ? [...new Set(given)] : undefined
}

const longestWhere = 8_000

function whereParam(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > longestWhere) return undefined
  return filterIn(value) ? value : undefined
}

/** The filter of a `where`. That it is one, and a lawful one, the server says; here it only must be an object. */
export function filterIn(where: string | undefined): Filter | undefined {
  try {
    const given: unknown = JSON.parse(where ?? 'null')
    return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Filter) : undefined
  } catch {
    return undefined
  }
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

/** Added to a search, it shows everything again. */
export const noFilters = { q: undefined, filter: undefined, where: undefined } satisfies Partial<ResourceSearch>

export const isFiltered = ({ q, filter, where }: ResourceSearch): boolean => Boolean(q ?? filter ?? where)
