import type { RouterOutputs } from '@groundwork/client'
import type { DataJobRow } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { putRows } from '../api/row-cache.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import { words } from './words.ts'

/** A file that a job has made, by the part it plays. */
export type JobFile = keyof RouterOutputs['dataJob']['links']

/** What can be done with a job. Its row is shown as the server answers it; what it does from then on comes live. */
export function useJobActions() {
  const client = useQueryClient()
  return useMemo(() => {
    const show = (row: DataJobRow) => putRows(client, 'dataJob', [row])
    return {
      async apply({ id }: DataJobRow): Promise<void> {
        show(await gw.dataJob.applyPlan({ id }))
      },
      async retry({ id }: DataJobRow): Promise<void> {
        try {
          show(await gw.dataJob.retry({ id }))
        } catch (error) {
          toastProblem(error)
        }
      },
      async cancel({ id }: DataJobRow): Promise<DataJobRow> {
        const row = await gw.dataJob.cancel({ id })
        show(row)
        return row
      },
      async undo({ id }: DataJobRow): Promise<void> {
        await gw.dataJob.undo({ id })
        await client.invalidateQueries({ queryKey: ['dataJob', 'list'] })
        toast(words.undoStarted)
      },
      /** By a link that was made just now, so that the browser streams the file to disk itself. */
      async download({ id }: DataJobRow, which: JobFile): Promise<void> {
        try {
          const url = (await gw.dataJob.links({ id }))[which]
          if (url) Object.assign(document.createElement('a'), { href: url, download: '' }).click()
          else toast(words.noFile)
        } catch (error) {
          toastProblem(error)
        }
      },
    }
  }, [client])
}
