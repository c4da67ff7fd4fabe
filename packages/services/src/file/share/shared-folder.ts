import type { Database, WorkContext } from '@groundwork/db'
import { Folder, leastOf, notFound, rightOf } from '@groundwork/domain'
import { receiverOf, type WeighedReach, weighReach } from './find-reach.ts'
import { type ContentsRequest, type FolderPage, folderContents } from './folder-contents.ts'
import { asShared } from './get-file.ts'
import { type ShareServices, worthOf } from './weigh-shares.ts'

type NamedFolder = FolderPage['folders'][number]

export interface SharedFolderPage extends FolderPage {
  /** From the topmost folder that is shared down to this one. */
  readonly path: readonly NamedFolder[]
}

/** What lies in a folder that somebody shares with the actor: what its giver sees there, with what the share leaves of their rights. */
export async function openSharedFolder(
  services: ShareServices,
  context: WorkContext,
  request: ContentsRequest,
): Promise<SharedFolderPage> {
  const me = receiverOf(context)
  const found = me && (await weighReach(services, me, { folder: request.folder }))
  if (!found) throw notFound(Folder.label)
  const { reach } = found
  const page = await folderContents(services.database, reach, request)
  const files = page.files.map((file) => {
    const permission = leastOf(reach.right.permission, rightOf(file.abilities)) ?? 'view'
    return asShared(file, { right: { ...reach.right, permission }, reshareable: reach.reshareable })
  })
  return { ...page, files, path: await pathTo(services.database, request.folder, { user: me.userId, found }) }
}

interface Finding {
  readonly user: string
  readonly found: WeighedReach
}

/** Where the topmost shared folder itself lies is nobody's business but its giver's. */
async function pathTo(database: Database, folder: string, { user, found }: Finding): Promise<NamedFolder[]> {
  const { weighed, reach } = found
  const isMine = (index: number) => weighed.given[index]?.receivers.includes(user) && worthOf(weighed, index) !== null
  const shared = new Set(weighed.rows.flatMap((row, index) => (row.folder && isMine(index) ? [row.folder] : [])))
  const reader = database.reader({ actor: reach.standsFor })
  const whole = [...(await reader.ancestors(Folder, folder)), await reader.get(Folder, folder)]
  return whole.slice(whole.findIndex(({ id }) => shared.has(id))).map(({ id, name }) => ({ id, name }))
}
