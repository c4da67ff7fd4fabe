import type { RouterOutputs } from '@groundwork/client'
import type { FileRow } from '../file-queries.ts'

export type SharedItem = RouterOutputs['fileShare']['withMe']['rows'][number]

/** What others share, or what lies in a folder that they share. Only the first says by whom. */
export type SharedEntry =
  | { readonly is: 'folder'; readonly id: string; readonly name: string; readonly item: SharedItem | null }
  | {
      readonly is: 'file'
      readonly id: string
      readonly name: string
      readonly item: SharedItem | null
      readonly row: FileRow
    }

export const idOf = ({ id }: SharedEntry): string => id
export const nameOf = ({ name }: SharedEntry): string => name
export const filesOf = (entries: readonly SharedEntry[]): FileRow[] =>
  entries.flatMap((entry) => (entry.is === 'file' ? [entry.row] : []))

/** Of a file or folder whose name its giver does not see, the list has none either. */
export function entryOf(item: SharedItem): SharedEntry {
  const { id, file, folder } = item
  return file
    ? { is: 'file', id, name: file.originalFilename ?? '', item, row: file }
    : { is: 'folder', id, name: folder?.name ?? '', item }
}

export const fileIn = (row: FileRow): SharedEntry => ({
  is: 'file',
  id: row.id,
  name: row.originalFilename ?? '',
  item: null,
  row,
})
export const folderIn = ({ id, name }: { readonly id: string; readonly name: string }): SharedEntry => ({
  is: 'folder',
  id,
  name,
  item: null,
})
