import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { dropRows, rememberRows } from '../api/row-cache.ts'
import { apiOf } from '../api/rows.ts'
import { each } from '../ui/each.ts'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'
import { tellInUse } from './in-use.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { words } from './words.ts'

/** Deleting with a way back, for any resource. */
export function useResourceActions(resource: NamedResource, plural: string) {
  const client = useQueryClient()
  return useMemo(() => {
    const api = apiOf(resource.name)
    const keyOf = (row: AnyRow) => String(row[resource.key])
    const reload = () => client.invalidateQueries({ queryKey: [resource.name] })

    /** Whether they are gone. */
    async function remove(rows: readonly AnyRow[], nameOf: (row: AnyRow) => string): Promise<boolean> {
      let isDone = true
      const putBack = rememberRows(client, resource.name)
      const name = rows[0] ? nameOf(rows[0]) : ''
      dropRows(client, resource.name, new Set(rows.map(keyOf)), 'live')
      try {
        await each(rows, (row) => api.remove({ id: keyOf(row) }))
        const message = words.deleted(rows.length, name, plural)
        if (resource.softDelete) toastUndo(message, () => void restore(rows, name))
        else toast(message)
      } catch (error) {
        isDone = false
        putBack()
        if (!tellInUse(error, name)) toastProblem(error, words.notDeleted)
      }
      await reload()
      return isDone
    }

    async function restore(rows: readonly AnyRow[], name: string): Promise<void> {
      try {
        await each(rows, (row) => api.restore({ id: keyOf(row) }))
        toast(words.restored(rows.length, name, plural))
      } catch (error) {
        toastProblem(error, words.notRestored)
      }
      await reload()
    }
    return { remove }
  }, [client, resource, plural])
}
