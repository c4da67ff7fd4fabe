import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import { dropRows, putRows, rememberRows } from '../api/row-cache.ts'
import { apiOf } from '../api/rows.ts'
import { tellInUse } from '../resource/in-use.ts'
import { downloadFrom } from '../ui/download-from.ts'
import { each } from '../ui/each.ts'
import { toastProblem, toastUndo } from '../ui/toast.tsx'
import { copyFolder } from './copy-folder.ts'
import { type Entry, filesOf, foldersOf, nameOf, placeOf } from './entry.ts'
import { type FileRow, starsQuery } from './file-queries.ts'
import type { FolderRow } from './folder-queries.ts'
import { words } from './words.ts'

const files = apiOf('file')
const folders = apiOf('folder')
const mostAtOnce = 200

/** Refused, and whoever asked has been told why. */
class AlreadyTold extends Error {}

/** In portions that one call takes. */
async function inChunks(rows: readonly { readonly id: string }[], work: (ids: string[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += mostAtOnce) {
    await work(rows.slice(from, from + mostAtOnce).map(({ id }) => id))
  }
}

/** Starts a download that the browser itself streams to disk. */
/**
 * What can be done with folders and files together. The screen changes at once; what is refused goes back, with the reason. Whatever
 * it was, one Undo takes all of it back.
 */
export function useEntryActions() {
  const client = useQueryClient()
  return useMemo(() => {
    const reload = async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['file'] }),
        client.invalidateQueries({ queryKey: ['folder'] }),
      ])
    }
    const remember = () => {
      const putBack = [rememberRows(client, 'file'), rememberRows(client, 'folder')]
      return () => {
        for (const back of putBack) back()
      }
    }

    /** Shows something at once, does it, and goes back when that is refused. Whether it was done. */
    async function attempt(failure: string, show: () => void, work: () => Promise<unknown>): Promise<boolean> {
      const putBack = remember()
      show()
      try {
        await work()
        return true
      } catch (error) {
        putBack()
        if (!(error instanceof AlreadyTold)) toastProblem(error, failure)
        return false
      } finally {
        await reload()
      }
    }

    async function place(entries: readonly Entry[], to: string | null): Promise<void> {
      await inChunks(filesOf(entries), (ids) => files.updateMany({ ids, values: { folder: to } }))
      await each(foldersOf(entries), ({ id }) => gw.folder.move({ id, parent: to }))
    }

    const showIn = (entries: readonly Entry[], to: string | null) => {
      putRows(
        client,
        'file',
        filesOf(entries).map((row): FileRow => ({ ...row, folder: to })),
      )
      putRows(
        client,
        'folder',
        foldersOf(entries).map((row): FolderRow => ({ ...row, parent: to })),
      )
    }

    const show = (entries: readonly Entry[], from: 'live' | 'trash') => {
      const ids = new Set(entries.map(({ id }) => id))
      dropRows(client, 'file', ids, from)
      dropRows(client, 'folder', ids, from)
    }

    /** What a record could not be without is refused, and the record is named in a dialog of its own. */
    async function putAway(entries: readonly Entry[]): Promise<void> {
      try {
        await inChunks(filesOf(entries), (ids) => files.removeMany({ ids }))
        await each(foldersOf(entries), ({ id }) => folders.remove({ id }))
      } catch (error) {
        throw tellInUse(error, entries.length === 1 && entries[0] ? nameOf(entries[0]) : words.files(entries.length))
          ? new AlreadyTold()
          : error
      }
    }

    const restore = (entries: readonly Entry[]) =>
      attempt(
        words.notRestored,
        () => show(entries, 'trash'),
        async () => {
          await each(foldersOf(entries), ({ id }) => folders.restore({ id }))
          await inChunks(filesOf(entries), (ids) => files.restoreMany({ ids }))
        },
      )

    const told = (verb: keyof typeof words.entryDone, entries: readonly Entry[], more = '') =>
      words.entryDone[verb](words.entries(entries.length, entries[0] ? nameOf(entries[0]) : ''), more)

    return {
      async remove(entries: readonly Entry[]): Promise<void> {
        const isDone = await attempt(
          words.notDeleted,
          () => show(entries, 'live'),
          () => putAway(entries),
        )
        if (isDone) toastUndo(told('deleted', entries), () => void restore(entries))
      },

      async move(entries: readonly Entry[], to: string | null, placeName: string): Promise<void> {
        const isDone = await attempt(
          words.notMoved,
          () => showIn(entries, to),
          () => place(entries, to),
        )
        if (!isDone) return
        toastUndo(told('moved', entries, placeName), () => {
          void attempt(
            words.notMoved,
            () => undefined,
            async () => {
              for (const from of new Set(entries.map(placeOf)))
                await place(
                  entries.filter((entry) => placeOf(entry) === from),
                  from,
                )
            },
          )
        })
      },

      async copy(entries: readonly Entry[], to: string | null, placeName: string): Promise<void> {
        const made = { files: [] as string[], folders: [] as string[] }
        const isDone = await attempt(
          words.notCopied,
          () => undefined,
          async () => {
            await each(filesOf(entries), async ({ id }) => made.files.push((await gw.file.copy({ id, folder: to })).id))
            for (const folder of foldersOf(entries)) {
              const id = await copyFolder(folder, to)
              if (id !== undefined) made.folders.push(id)
            }
          },
        )
        if (!isDone) return
        toastUndo(told('copied', entries, placeName), () => {
          void attempt(
            words.notDeleted,
            () => undefined,
            async () => {
              await inChunks(
                made.files.map((id) => ({ id })),
                (ids) => files.removeMany({ ids }),
              )
              await each(made.folders, (id) => folders.remove({ id }))
            },
          )
        })
      },

      async rename(entry: Entry, name: string): Promise<void> {
        if (entry.is === 'file') {
          const { row } = entry
          await attempt(
            words.notRenamed,
            () => putRows(client, 'file', [{ ...row, originalFilename: name }]),
            () => files.update({ id: row.id, values: { originalFilename: name, version: row.version } }),
          )
          return
        }
        const { row } = entry
        await attempt(
          words.notRenamed,
          () => putRows(client, 'folder', [{ ...row, name }]),
          () => folders.update({ id: row.id, values: { name, version: row.version } }),
        )
      },

      async addTags(entries: readonly Entry[], tags: readonly string[]): Promise<void> {
        await attempt(
          words.notTagged,
          () => undefined,
          async () => {
            await inChunks(filesOf(entries), (ids) => files.updateMany({ ids, addTags: tags }))
            await inChunks(foldersOf(entries), (ids) => folders.updateMany({ ids, addTags: tags }))
          },
        )
      },

      /** A star is one's own: others do not see it. */
      async star(rows: readonly FileRow[], isStarred: boolean): Promise<void> {
        const organization = rows[0]?.organization
        if (!organization) return
        const key = starsQuery(organization).queryKey
        const before = client.getQueryData(key)
        const changed = new Set(rows.map(({ id }) => id))
        client.setQueryData(key, (stars = []) => [
          ...stars.filter((id) => !changed.has(id)),
          ...(isStarred ? changed : []),
        ])
        try {
          await each(rows, ({ id }) => gw.file.favourite({ id, isFavourite: isStarred }))
        } catch (error) {
          client.setQueryData(key, before)
          toastProblem(error)
        }
        await client.invalidateQueries({ queryKey: key })
      },

      /** One file as it is, several things as one archive that is made while it flows. */
      async download(entries: readonly Entry[]): Promise<void> {
        const [first] = entries
        if (!first) return
        try {
          if (entries.length === 1 && first.is === 'file') {
            downloadFrom((await gw.file.accessUrl({ id: first.id })).url)
            return
          }
          const { url } = await gw.file.zipTicket({
            organization: first.row.organization,
            ids: filesOf(entries).map(({ id }) => id),
            folders: foldersOf(entries).map(({ id }) => id),
          })
          downloadFrom(url)
        } catch (error) {
          toastProblem(error)
        }
      },
    }
  }, [client])
}
