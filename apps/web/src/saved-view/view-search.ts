import {
  type Filter,
  isSameValue,
  type Resource,
  type RowOf,
  type StoredFilter,
  type ViewColumn,
} from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import type { ColumnLayout } from '../grid/column-layout.ts'
import { rowsInputOf } from '../resource/resource-rows.ts'
import type { ResourceSearch } from '../resource/resource-search.ts'
import { paramOf } from './columns-param.ts'

export type SavedView = RowOf<typeof StoredFilter>

/** What a view keeps, as the address and the list hold it. */
export interface ViewState {
  readonly filter: Filter | null
  readonly ordering: readonly string[]
  readonly columns: readonly ViewColumn[] | null
  readonly groupBy: string | null
}

/** In the place of a view's id: none, also where there is one to start with. */
export const noView = 'all'

const kept = ['filter', 'where', 'sort', 'columns', 'group'] as const satisfies readonly (keyof ResourceSearch)[]
/** Nothing of a view in an address, but for what it shows by itself. */
export const asSaved = {
  filter: undefined,
  where: undefined,
  sort: undefined,
  columns: undefined,
  group: undefined,
  changed: undefined,
}

/** Whether the address asks for nothing yet, so that a default may. */
export const isUntouched = ({ view, q, filter, where, sort, columns, group, trash }: ResourceSearch): boolean =>
  (view ?? q ?? filter ?? where ?? sort ?? columns ?? group ?? trash) === undefined

/** The address as if everything that the view says stood in it. What has been changed since stands there already. */
export function searchThrough(search: ResourceSearch, view: SavedView | undefined): ResourceSearch {
  if (!view || search.changed) return search
  return {
    ...search,
    filter: undefined,
    where: view.filter ? JSON.stringify(view.filter) : undefined,
    sort: view.ordering.length ? view.ordering.join(',') : undefined,
    columns: view.columns ? view.columns.map(paramOf) : undefined,
    group: view.groupBy ?? undefined,
  }
}

/** What a change makes of the address: the first one that is about what a view keeps takes all of that along. */
export function changeThrough(
  search: ResourceSearch,
  view: SavedView | undefined,
  change: Partial<ResourceSearch>,
): Partial<ResourceSearch> {
  // What is deleted is looked at apart from any view.
  const isOfView = kept.some((name) => name in change) && !('trash' in change)
  if (!view || search.changed || !isOfView) return change
  const { filter, where, sort, columns, group } = searchThrough(search, view)
  return { filter, where, sort, columns, group, ...change, changed: '1' }
}

interface Through {
  /** By its id: what is in it the server knows, also while it is not yet known here. */
  readonly view: string | undefined
  readonly organization: string | undefined
}

/** The question to ask. Through a view that is as it was saved its filter and its order are the server's to add, or to say why not. */
export function inputThrough(resource: Resource, search: ResourceSearch, { view, organization }: Through): RowsInput {
  if (view === undefined || search.changed) return rowsInputOf(resource, search, organization)
  const { orderBy: _, ...input } = rowsInputOf(resource, { ...search, ...asSaved }, organization)
  return { ...input, applyFilter: view }
}

/** What would be saved now. */
export function stateOf(resource: Resource, search: ResourceSearch, layout: ColumnLayout | null): ViewState {
  const { filter } = rowsInputOf(resource, search, undefined)
  return {
    filter: filter ?? null,
    ordering: search.sort ? search.sort.split(',') : [],
    columns: layout?.shown.map((name) => columnOf(name, layout.widths[name])) ?? null,
    groupBy: search.group ?? null,
  }
}

const columnOf = (name: string, width: number | undefined): ViewColumn => ({
  name,
  ...(width !== undefined && { width }),
})

export const isSameState = (one: ViewState, { filter, ordering, columns, groupBy }: ViewState): boolean =>
  isSameValue(one.filter, filter) &&
  isSameValue(one.ordering, ordering) &&
  isSameValue(one.columns, columns) &&
  one.groupBy === groupBy
