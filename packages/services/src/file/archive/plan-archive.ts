import type { Reader, WorkContext } from '@groundwork/db'
import { cleanFileName, DomainError, Folder, notFound, type RowOf, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { getFile } from '../share/get-file.ts'
import { reachByShare } from '../share/reach-file.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { ArchiveNames } from './archive-names.ts'
import type { ArchiveRequest } from './archive-request.ts'

const MOST_FILES = 10_000
const PAGE = 200

export interface ArchiveEntry {
  readonly file: StoredFileRow
  /** Within the archive; no two are the same to any file system. */
  readonly path: string
}

export interface ArchivePlan {
  readonly name: string
  readonly entries: readonly ArchiveEntry[]
}

type FolderRow = RowOf<typeof Folder>

/**
 * What an archive will hold, as far as the caller sees it. Whether they may have the bytes is asked file by file, when they are
 * read. @throws DomainError not_found for a file or folder that is named and cannot be seen
 */
export async function planArchive(
  services: FileServices,
  context: WorkContext,
  { organization, ids, folders }: ArchiveRequest,
): Promise<ArchivePlan> {
  const names = new ArchiveNames()
  const entries = new Map<string, ArchiveEntry>()
  const add = (file: StoredFileRow, under: string) => {
    if (entries.has(file.id)) return
    if (entries.size >= MOST_FILES) throw tooManyFiles()
    entries.set(file.id, { file, path: names.free(under, file.originalFilename) })
  }
  const belongs = (row: { readonly organization: string }, label: string) => {
    if (organization !== undefined && row.organization !== organization) throw notFound(label)
  }
  let name: string | null = null
  for (const id of folders) {
    const { folder, reader } = await seeFolder(services, context, id)
    belongs(folder, Folder.label)
    name = folders.length === 1 && !ids.length ? folder.name : null
    const paths = folderPaths(folder, await reader.descendants(Folder, id), names)
    for (const [below, path] of paths) for await (const file of filesIn(reader, below)) add(file, path)
  }
  for (const id of ids) {
    const file = await getFile(services, context, id)
    belongs(file, StoredFile.label)
    add(file, '')
  }
  if (!entries.size)
    throw new DomainError('invalid', 'There is no file in what was chosen', { reason: 'nothing_chosen' })
  const day = services.clock().toISOString().slice(0, 10)
  return { name: cleanFileName(`${name ?? `Files ${day}`}.zip`), entries: [...entries.values()] }
}

interface SeenFolder {
  readonly folder: FolderRow
  /** Sees what lies in it: the caller's own eyes, or those of whoever shares it. */
  readonly reader: Reader
}

async function seeFolder(services: FileServices, context: WorkContext, id: string): Promise<SeenFolder> {
  const own = services.database.reader(context)
  const folder = await own.find(Folder, id)
  if (folder) return { folder, reader: own }
  const reach = await reachByShare(services, context, { folder: id, action: 'download' })
  if (!reach) throw notFound(Folder.label)
  const reader = services.database.reader({ ...context, actor: reach.standsFor })
  return { folder: await reader.get(Folder, id), reader }
}

/** Where each folder stands in the archive, by its id. */
function folderPaths(top: FolderRow, below: readonly FolderRow[], names: ArchiveNames): Map<string, string> {
  const paths = new Map([[top.id, `${names.free('', top.name)}/`]])
  for (const { id, parent, name } of below) {
    const above = paths.get(parent ?? '')
    if (above !== undefined) paths.set(id, `${names.free(above, name)}/`)
  }
  return paths
}

async function* filesIn(reader: Reader, folder: string): AsyncGenerator<StoredFileRow> {
  const filter = { field: 'folder', op: 'eq', value: folder } as const
  let cursor: string | null | undefined
  do {
    const page = await reader.list(StoredFile, { filter, limit: PAGE, ...(cursor && { cursor }) })
    yield* page.rows
    cursor = page.nextCursor
  } while (cursor)
}

const tooManyFiles = () =>
  new DomainError('invalid', `An archive holds at most ${MOST_FILES} files`, { reason: 'too_many_files' })
