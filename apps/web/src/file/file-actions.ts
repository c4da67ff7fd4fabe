import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { dropRows, putRows, rememberRows } from '../api/row-cache.ts'
import { apiOf } from '../api/rows.ts'
import { each } from '../ui/each.ts'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

const files = apiOf('file')
const mostDownloads = 20

/** What can be done with files. The screen changes at once and goes back, with the reason, when the server refuses. */
export function useFileActions() {
  const client = useQueryClient()
  return useMemo(() => {
    const idsOf = (rows: readonly FileRow[]) => new Set(rows.map(({ id }) => id))
    const reload = () => client.invalidateQueries({ queryKey: ['file'] })

    async function remove(rows: readonly FileRow[]): Promise<void> {
      const putBack = rememberRows(client, 'file')
      dropRows(client, 'file', idsOf(rows), 'live')
      try {
        await each(rows, ({ id }) => files.remove({ id }))
        toastUndo(words.deleted(rows.length, rows[0]?.originalFilename ?? ''), () => void restore(rows))
      } catch (error) {
        putBack()
        toastProblem(error, words.notDeleted)
      }
      await reload()
    }

    async function restore(rows: readonly FileRow[]): Promise<void> {
      const putBack = rememberRows(client, 'file')
      dropRows(client, 'file', idsOf(rows), 'trash')
      try {
        await each(rows, ({ id }) => files.restore({ id }))
        toast(words.restored(rows.length, rows[0]?.originalFilename ?? ''))
      } catch (error) {
        putBack()
        toastProblem(error, words.notRestored)
      }
      await reload()
    }

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
      remove,
      restore,
      rename: (row: FileRow, originalFilename: string) => change(row, { originalFilename }, words.notRenamed),
      setTags: (row: FileRow, tags: string[]) => change(row, { tags }, words.notTagged),
      setCustomFields: (row: FileRow, customFields: FileRow['customFields']) =>
        change(row, { customFields }, words.notTagged),
      addTags: (rows: readonly FileRow[], added: readonly string[]) =>
        each(rows, (row) => change(row, { tags: [...new Set([...row.tags, ...added])] }, words.notTagged)),
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
