import type { FileRow } from './file-queries.ts'
import type { FolderRow } from './folder-queries.ts'

/** What stands in a folder: another folder, or a file. Ids tell them all apart. */
export type Entry =
  | { readonly is: 'folder'; readonly id: string; readonly row: FolderRow }
  | { readonly is: 'file'; readonly id: string; readonly row: FileRow }

export const idOf = ({ id }: Entry): string => id
export const fileEntry = (row: FileRow): Entry => ({ is: 'file', id: row.id, row })
export const folderEntry = (row: FolderRow): Entry => ({ is: 'folder', id: row.id, row })

type Named =
  | { readonly is: 'folder'; readonly row: Pick<FolderRow, 'name'> }
  | { readonly is: 'file'; readonly row: Pick<FileRow, 'originalFilename'> }

export const nameOf = (entry: Named): string => (entry.is === 'file' ? entry.row.originalFilename : entry.row.name)

/** The folder it stands in; null at the top. */
export const placeOf = (entry: Entry): string | null => (entry.is === 'file' ? entry.row.folder : entry.row.parent)

export const filesOf = (entries: readonly Entry[]): FileRow[] =>
  entries.flatMap((entry) => (entry.is === 'file' ? [entry.row] : []))

export const foldersOf = (entries: readonly Entry[]): FolderRow[] =>
  entries.flatMap((entry) => (entry.is === 'folder' ? [entry.row] : []))

/** What of it can go to a folder: what does not stand there already, and is not that folder. The server guards the tree itself. */
export const movable = (entries: readonly Entry[], to: string | null): readonly Entry[] =>
  entries.filter((entry) => placeOf(entry) !== to && entry.id !== to)
