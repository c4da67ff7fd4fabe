import { beginStorageMove, type StorageMove, storageMoves, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { DomainError, invalidField, Organization } from '@groundwork/domain'
import { isUnlimited } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'

const MOST_MOVES = 200

type MoveServices = Pick<FileServices, 'database' | 'storages'>

/**
 * Has workers take all bytes of an organization to another provider. Uploads go there from now on; every file stays readable all the
 * while. Begun again, it goes on; begun with another target, it turns round.
 */
export async function startStorageMove(
  { database, storages }: MoveServices,
  context: WorkContext,
  { organization, target }: { readonly organization: string; readonly target: string },
): Promise<StorageMove> {
  refuseUnlessSuperuser(context)
  const provider = storages.all.find(({ name }) => name === target)
  if (!provider) throw invalidField('target', 'Not open here: name it in STORAGE_ALSO', 'storage_not_open')
  try {
    await provider.probe()
  } catch (error) {
    const message = 'The storage that files are to be moved to does not answer'
    throw new DomainError('unavailable', message, { reason: 'storage_unavailable', cause: error })
  }
  return database.withUnitOfWork(context, async (work) => {
    const { name } = await work.get(Organization, organization)
    const before = await moveOf(work, organization)
    await beginStorageMove(work, organization, target)
    const about = { organization, objectId: organization, objectRepr: name }
    const changes = { target: { old: before?.target ?? null, new: target } }
    work.record({ action: 'UPDATE', resource: 'storageMove', ...about, changes })
    const begun = await moveOf(work, organization)
    if (!begun) throw new Error(`The storage move of ${organization} was not begun`)
    return begun
  })
}

/** How far they are, the latest first; of one organization, or of all. */
export function listStorageMoves(
  { database }: MoveServices,
  context: WorkContext,
  { organization }: { readonly organization?: string | undefined } = {},
): Promise<StorageMove[]> {
  refuseUnlessSuperuser(context)
  return database.withUnitOfWork(context, (work) => storageMoves(work, { organization, limit: MOST_MOVES }))
}

/** A storage that this installation has open. */
export interface OpenStorage {
  readonly name: string
  /** Where the bytes of organizations go that were never told otherwise. */
  readonly isMain: boolean
}

/** Between which storages an organization may move. */
export function listOpenStorages({ storages }: Pick<MoveServices, 'storages'>, context: WorkContext): OpenStorage[] {
  refuseUnlessSuperuser(context)
  return storages.all.map((storage) => ({ name: storage.name, isMain: storage === storages.main }))
}

async function moveOf(work: UnitOfWork, organization: string): Promise<StorageMove | null> {
  const [move = null] = await storageMoves(work, { organization, limit: 1 })
  return move
}

/** Where bytes lie is the operator's business: no organization is asked, and none is told. */
function refuseUnlessSuperuser(context: WorkContext): void {
  if (isUnlimited(context)) return
  throw new DomainError('forbidden', 'Only superusers move files between storages', { reason: 'superuser_only' })
}
