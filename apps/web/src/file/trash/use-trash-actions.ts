import { toGroundworkError } from '@groundwork/client'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../../api/client.ts'
import { dropRows, rememberRows } from '../../api/row-cache.ts'
import { toast, toastProblem } from '../../ui/toast.tsx'
import { type Entry, filesOf, foldersOf, nameOf } from '../entry.ts'
import type { FileRow } from '../file-queries.ts'
import { words as fileWords } from '../words.ts'
import { words } from './words.ts'

/** What can be done with what was deleted. A file whose folder is in the trash too is handed to `onFolderGone`. */
export function useTrashActions(onFolderGone: (file: FileRow) => void) {
  const client = useQueryClient()
  return useMemo(() => {
    const reload = () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['file'] }),
        client.invalidateQueries({ queryKey: ['folder'] }),
      ])

    async function restoreFile(file: FileRow, folder?: null): Promise<boolean> {
      try {
        const { originalFilename } = await gw.file.restore({ id: file.id, ...(folder === null && { folder }) })
        if (originalFilename !== file.originalFilename) toast(words.restoredAs(originalFilename))
        return true
      } catch (error) {
        if (toGroundworkError(error).reason !== 'reference_deleted') throw error
        onFolderGone(file)
        return false
      }
    }

    return {
      async restore(entries: readonly Entry[]): Promise<void> {
        const putBack = [rememberRows(client, 'file'), rememberRows(client, 'folder')]
        const ids = new Set(entries.map(({ id }) => id))
        dropRows(client, 'file', ids, 'trash')
        dropRows(client, 'folder', ids, 'trash')
        let restored = 0
        try {
          // Folders first: with one comes back what went with it.
          for (const { id } of foldersOf(entries)) {
            await gw.folder.restore({ id })
            restored += 1
          }
          for (const file of filesOf(entries)) if (await restoreFile(file)) restored += 1
        } catch (error) {
          for (const back of putBack) back()
          toastProblem(error, fileWords.notRestored)
        }
        if (restored) toast(fileWords.restored(restored, entries[0] ? nameOf(entries[0]) : ''))
        await reload()
      },
      async restoreToTop(file: FileRow): Promise<void> {
        await restoreFile(file, null)
        toast(fileWords.restored(1, file.originalFilename))
        await reload()
      },
      async purge(files: readonly FileRow[]): Promise<void> {
        const { count } = await gw.file.purge({ ids: files.map(({ id }) => id) })
        toast(words.purged(count))
        await reload()
      },
      async empty(organization: string): Promise<void> {
        const { purged, kept } = await gw.file.emptyTrash({ organization })
        toast(words.emptied(purged, kept))
        await reload()
      },
    }
  }, [client, onFolderGone])
}
