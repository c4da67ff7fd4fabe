import type { WorkContext } from '@groundwork/db'
import { Folder, leastOf, notFound, rightOf } from '@groundwork/domain'
import { findReach } from './find-reach.ts'
import { type ContentsRequest, type FolderPage, folderContents } from './folder-contents.ts'
import { asShared } from './get-file.ts'
import type { ShareServices } from './weigh-shares.ts'

/** What lies in a folder that somebody shares with the actor: what its giver sees there, with what the share leaves of their rights. */
export async function openSharedFolder(
  services: ShareServices,
  context: WorkContext,
  request: ContentsRequest,
): Promise<FolderPage> {
  const reach = await findReach(services, context, { folder: request.folder })
  if (!reach) throw notFound(Folder.label)
  const page = await folderContents(services.database, reach, request)
  const files = page.files.map((file) => {
    const permission = leastOf(reach.right.permission, rightOf(file.abilities)) ?? 'view'
    return asShared(file, { right: { ...reach.right, permission }, reshareable: reach.reshareable })
  })
  return { ...page, files }
}
