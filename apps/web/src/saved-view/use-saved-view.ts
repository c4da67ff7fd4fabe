import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { NamedResource } from '../resource/record-types.ts'
import type { ResourceSearch } from '../resource/resource-search.ts'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { defaultViewsQuery, savedViews, viewQuery, viewsQuery } from './view-queries.ts'
import {
  asSaved,
  changeThrough,
  inputThrough,
  isUntouched,
  noView,
  type SavedView,
  searchThrough,
} from './view-search.ts'

interface SavedViewOptions {
  readonly resource: NamedResource
  readonly organization: string | undefined
}

/** The view that a list is seen through, and those that it could be. The address says which; without one a default does. */
export function useSavedView({ resource, organization }: SavedViewOptions) {
  const search = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const go = (change: Partial<ResourceSearch>, isStep = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: !isStep })
  const me = useMe().user.id
  const { can } = useAbilities()
  const isOffered = search.trash === undefined && can('view', savedViews, organization)
  const views = useQuery({ ...viewsQuery(resource.name, { organization, me }), enabled: isOffered })
  const defaults = useQuery({
    ...defaultViewsQuery(resource.name, organization ?? ''),
    enabled: isOffered && organization !== undefined,
  })
  const id = !isOffered || search.view === noView ? undefined : search.view
  const listed = views.data?.find((view) => view.id === id)
  const single = useQuery({
    ...viewQuery(id ?? ''),
    enabled: id !== undefined && !views.isPending && listed === undefined,
  })
  const found: SavedView | undefined = id === undefined ? undefined : (listed ?? single.data)
  const view = found?.resource === resource.name ? found : undefined

  const first = defaults.data?.mine ?? defaults.data?.organization ?? undefined
  const isStarting = isOffered && isUntouched(search)
  const start = isStarting ? first : undefined
  useEffect(() => {
    if (start !== undefined) go({ view: start })
  })
  const seen = searchThrough(search, view)
  return {
    isOffered,
    view,
    /** The address as if all that the view says stood in it. */
    search: seen,
    /** Changes the address; `isStep` is one to come back from. */
    change: (next: Partial<ResourceSearch>, isStep = false) => go(changeThrough(search, view, next), isStep),
    /** With all of the view in the address it can be put right there. */
    unfold: () => go(changeThrough(search, view, { where: seen.where })),
    /** The question to ask. */
    input: inputThrough(resource, search, { view: id, organization }),
    views: views.data ?? [],
    defaults: defaults.data ?? { mine: null, organization: null },
    /** Whether it is known what is to be shown. The rows are asked for meanwhile, so that nobody waits twice. */
    isSettled: isStarting
      ? start === undefined && !(defaults.isPending && defaults.fetchStatus !== 'idle')
      : id === undefined || found !== undefined || single.isError,
    pick: (next: string | undefined) => go({ ...asSaved, view: next ?? (first === undefined ? undefined : noView) }),
    reset: () => go(asSaved),
  }
}

export type SavedViewControl = ReturnType<typeof useSavedView>
