import type { Database, WorkContext } from '@groundwork/db'
import { Folder, type Principal, type RowOf, StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'

export interface FolderPage {
  readonly folders: readonly Pick<RowOf<typeof Folder>, 'id' | 'name'>[]
  readonly files: readonly StoredFileRow[]
  readonly nextCursor: string | null
}

export interface ContentsRequest {
  readonly folder: string
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** As many folders are shown beside the files. */
const mostFolders = 1000

/** What lies in a folder, as far as the one may see it whose rights are used: a share or link shows no more than its giver sees. */
export async function folderContents(
  database: Database,
  { standsFor, origin }: { readonly standsFor: Principal; readonly origin?: WorkContext['origin'] },
  { folder, cursor, limit = 100 }: ContentsRequest,
): Promise<FolderPage> {
  const reader = database.reader({ actor: standsFor, ...(origin && { origin }) })
  const filter = { field: 'folder', op: 'eq', value: folder } as const
  const [files, folders] = await Promise.all([
    reader.list(StoredFile, { filter, limit, orderBy: ['originalFilename'], ...(cursor !== undefined && { cursor }) }),
    cursor === undefined
      ? reader.list(Folder, { filter: { ...filter, field: 'parent' }, limit: mostFolders, orderBy: ['name'] })
      : { rows: [] },
  ])
  return {
    folders: folders.rows.map(({ id, name }) => ({ id, name })),
    files: files.rows,
    nextCursor: files.nextCursor,
  }
}
