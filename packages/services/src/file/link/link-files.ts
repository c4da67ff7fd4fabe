import { isInFolder, type RequestOrigin } from '@groundwork/db'
import { type FileRight, invalidField, leastOf, rightOf, StoredFile } from '@groundwork/domain'
import { folderContents } from '../share/folder-contents.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { type FollowedLink, followLink, type LinkRequest, noSuchLink } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import { aboutLink } from './show-link.ts'

/** A file as strangers see it: nothing of who made it, of what it belongs to, or of the organization. */
interface LinkedFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string | null
  readonly fileSize: number | null
  readonly previews: readonly string[]
}

export interface LinkedFolder {
  readonly folders: readonly { readonly id: string; readonly name: string }[]
  readonly files: readonly LinkedFile[]
  readonly nextCursor: string | null
}

export interface LinkedFolderRequest extends LinkRequest {
  /** Below the link's own; left out: the link's own. */
  readonly folder?: string | undefined
  readonly cursor?: string | undefined
}

/** What lies below a link's folder now, as far as its maker sees it. */
export async function listLinkFiles(
  services: LinkServices,
  origin: RequestOrigin,
  { folder, cursor, ...request }: LinkedFolderRequest,
): Promise<LinkedFolder> {
  const followed = await followLink(services, origin, request)
  const { link, context, standsFor } = followed
  if (link.folder === null || link.kind === 'upload') throw noSuchLink()
  const shown = folder ?? link.folder
  await requireBelow(services, followed, { folder: shown })
  const page = await folderContents(services.database, { standsFor, origin }, { folder: shown, cursor })
  await services.database.withUnitOfWork(context, async (work) =>
    work.record({ action: 'VIEW', ...aboutLink(link), details: { link: link.id, folder: shown } }),
  )
  return {
    folders: page.folders,
    files: page.files.filter(({ status }) => status === 'available').map(linkedFile),
    nextCursor: page.nextCursor,
  }
}

const linkedFile = ({ id, originalFilename, mimeType, fileSize, previews }: StoredFileRow): LinkedFile => ({
  id,
  name: originalFilename,
  mimeType,
  fileSize,
  previews,
})

export interface LinkedFileReach {
  readonly key: string
  /** What the link lets one do with this one file. */
  readonly right: FileRight
}

/** The file that is meant: the link's own, or one that lies below its folder now. Another one does not exist here, whoever owns it. */
export async function reachLinkedFile(
  services: LinkServices,
  followed: FollowedLink,
  file: string | undefined,
): Promise<LinkedFileReach> {
  const { link, seen, standsFor, right } = followed
  if (link.kind === 'upload') throw noSuchLink()
  if (link.file !== null) {
    if (file !== undefined && file !== link.file) throw noSuchLink()
    return { key: link.file, right: leastOf(right, link.kind) }
  }
  if (seen.kind !== 'folder') throw noSuchLink()
  if (file === undefined)
    throw invalidField('file', 'Name a file that lies in the folder of this link', 'file_required')
  await requireBelow(services, followed, { file })
  const row = await services.database.reader({ actor: standsFor }).find(StoredFile, file)
  if (!row) throw noSuchLink()
  return { key: file, right: leastOf(leastOf(right, rightOf(row.abilities)), link.kind) }
}

async function requireBelow(
  { database }: LinkServices,
  { link, context }: FollowedLink,
  place: { readonly file?: string; readonly folder?: string },
): Promise<void> {
  const { folder } = link
  const isBelow = folder !== null && (await database.withUnitOfWork(context, (work) => isInFolder(work, folder, place)))
  if (!isBelow) throw noSuchLink()
}
