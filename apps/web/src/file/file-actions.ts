import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { putRows } from '../api/row-cache.ts'
import { apiOf } from '../api/rows.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

const files = apiOf('file')
const mostDownloads = 20

/** What can be done with one file in its details. The screen changes at once and goes back, with the reason, when the server refuses. */
export function useFileActions() {
  const client = useQueryClient()
  return useMemo(() => {
    const reload = () => client.invalidateQueries({ queryKey: ['file'] })

    async function change(row: FileRow, values: Partial<FileRow>, failure: string): Promise<void> {
      putRows(client, 'file', [{ ...row, ...values }])
      try {
        putRows(client, 'file', [await files.update({ id: row.id, values: { ...values, version: row.version } })])
      } catch (error) {
        putRows(client, 'file', [row])
        toastProblem(error, failure)
        await reload()
      }
    }

    return {
      rename: (row: FileRow, originalFilename: string) => change(row, { originalFilename }, words.notRenamed),
      setTags: (row: FileRow, tags: string[]) => change(row, { tags }, words.notTagged),
      setCustomFields: (row: FileRow, customFields: FileRow['customFields']) =>
        change(row, { customFields }, words.notTagged),
      /** By a signed link, so that the browser streams it to disk itself. */
      async download(rows: readonly FileRow[]): Promise<void> {
        if (rows.length > mostDownloads) return toast(words.tooManyDownloads(mostDownloads))
        try {
          for (const { id, originalFilename } of rows) {
            const { url } = await gw.file.accessUrl({ id })
            const link = Object.assign(document.createElement('a'), { href: url, download: originalFilename })
            link.click()
          }
        } catch (error) {
          toastProblem(error)
        }
      },
    }
  }, [client])
}

export type FileActions = ReturnType<typeof useFileActions>
