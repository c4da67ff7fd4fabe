import type { DefaultAudience, ResourceName } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { reloadLists } from '../api/row-cache.ts'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'
import type { ViewTerms } from './view-dialog.tsx'
import { viewQuery } from './view-queries.ts'
import type { SavedView, ViewState } from './view-search.ts'
import { words } from './words.ts'

/** What can be done with saved views. What fails says so; dialogs show it themselves. */
export function useViewActions(resource: ResourceName) {
  const client = useQueryClient()
  return useMemo(() => {
    const reload = () => client.invalidateQueries({ queryKey: ['storedFilter'] })
    /** The list shows the new state at once, and not for a moment the old one. */
    const keep = async (view: SavedView) => {
      client.setQueryData(viewQuery(view.id).queryKey, () => view)
      client.setQueriesData<SavedView[]>(
        { queryKey: ['storedFilter', 'views', resource] },
        (views) =>
          views &&
          (views.some(({ id }) => id === view.id)
            ? views.map((one) => (one.id === view.id ? view : one))
            : [...views, view]),
      )
      // Rows that were asked for through it are others now.
      await Promise.all([reload(), reloadLists(client, resource)])
      return view
    }
    const orSay = async (work: Promise<unknown>, what: string) => {
      try {
        await work
        return true
      } catch (error) {
        toastProblem(error, what)
        return false
      }
    }

    return {
      create: async (organization: string, terms: ViewTerms, state: ViewState): Promise<SavedView> => {
        const view = await gw.storedFilter.create({ values: { organization, resource, ...terms, ...writable(state) } })
        toast(words.saved(view.name))
        return keep(view)
      },
      update: async ({ id, version }: SavedView, terms: Partial<ViewTerms>) =>
        keep(await gw.storedFilter.update({ id, values: { ...terms, version } })),
      save: ({ id, version, name }: SavedView, state: ViewState): Promise<boolean> =>
        orSay(
          gw.storedFilter
            .update({ id, values: { ...writable(state), version } })
            .then(keep)
            .then(() => toast(words.saved(name))),
          words.notSaved,
        ),
      setLocked: ({ id, version }: SavedView, isLocked: boolean): Promise<boolean> =>
        orSay(gw.storedFilter.update({ id, values: { isLocked, version } }).then(keep), words.notSaved),
      remove: ({ id, name }: SavedView): Promise<boolean> =>
        orSay(
          gw.storedFilter.remove({ id }).then(async () => {
            toastUndo(words.deleted(name), () => void orSay(gw.storedFilter.restore({ id }).then(keep), words.notSaved))
            await reload()
          }),
          words.notDeleted,
        ),
      setDefault: ({ id }: SavedView, audience: DefaultAudience, isDefault: boolean): Promise<boolean> => {
        const change = isDefault ? gw.storedFilter.setDefault : gw.storedFilter.clearDefault
        return orSay(change({ id, audience }).then(reload), words.notSaved)
      },
    }
  }, [client, resource])
}

const writable = ({ filter, ordering, columns, groupBy }: ViewState) => ({
  filter,
  groupBy,
  ordering: [...ordering],
  columns: columns && [...columns],
})

export type ViewActions = ReturnType<typeof useViewActions>
