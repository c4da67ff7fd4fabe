import { type ShareRow, sharesWith, type WorkContext } from '@groundwork/db'
import { type Folder, organizationsOf, type RowOf, type SharePermission } from '@groundwork/domain'
import { principalOf } from '../../identity/acting.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { findReach, type SharedReach } from './find-reach.ts'
import { seeShared } from './get-file.ts'
import { targetOf } from './share-target.ts'
import type { ShareServices } from './weigh-shares.ts'

/** Something that others share with the actor, and what they may do with it now. */
export interface SharedItem {
  readonly share: Pick<ShareRow, 'id' | 'createdBy' | 'createdByUsername' | 'createdAt' | 'expiresAt'>
  readonly permission: SharePermission
  readonly canReshare: boolean
  readonly file: StoredFileRow | null
  readonly folder: Pick<RowOf<typeof Folder>, 'id' | 'name' | 'organization'> | null
}

/** The newest first, each file and folder once. A share that gives nothing any more does not even tell a name. */
export async function listSharedWithMe(
  services: ShareServices,
  context: WorkContext,
  { limit }: { readonly limit: number },
): Promise<SharedItem[]> {
  const me = principalOf(context)
  const organizations = organizationsOf(me)
  const rows = await services.database.withUnitOfWork(context, (work) =>
    sharesWith(work, { user: me.userId, organizations, limit }),
  )
  const once = rows.filter((row, index) => rows.findIndex((one) => idOf(one) === idOf(row)) === index)
  const items: SharedItem[] = []
  for (const row of once) {
    const reach = await findReach(services, context, targetOf(row))
    if (reach) items.push(await itemOf(services, context, { row, reach }))
  }
  return items
}

const idOf = ({ file, folder }: ShareRow) => file ?? folder

async function itemOf(
  services: ShareServices,
  context: WorkContext,
  { row, reach }: { readonly row: ShareRow; readonly reach: SharedReach },
): Promise<SharedItem> {
  const { id, createdBy, createdByUsername, createdAt, expiresAt } = row
  return {
    share: { id, createdBy, createdByUsername, createdAt, expiresAt },
    permission: reach.right.permission,
    canReshare: reach.reshareable !== null,
    file: row.file === null ? null : await seeShared(services, context, { key: row.file, reach }),
    folder: row.folder === null ? null : { id: row.folder, name: row.name, organization: row.organization },
  }
}
