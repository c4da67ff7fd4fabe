import type { UnitOfWork, WorkContext } from '@groundwork/db'
import { DomainError, includes, isDomainError, type SharePermission } from '@groundwork/domain'
import { elevated } from '../../identity/acting.ts'
import { findReach, type SharedReach } from './find-reach.ts'
import type { ShareTarget } from './share-target.ts'
import type { ShareServices } from './weigh-shares.ts'

/** What shares can open. Everything else goes by one's own grants alone. */
const permissionFor: Readonly<Record<Reaching['action'], SharePermission>> = {
  view: 'view',
  download: 'download',
  delete: 'delete',
}

export interface Reaching extends ShareTarget {
  readonly action: 'view' | 'download' | 'delete'
}

/**
 * The one way to a file for every door that shows, serves or deletes it: by the actor's own grants, and where these say no, by
 * what somebody shares with them now. `use` runs in one unit of work, which only reads unless it is to delete, and refuses by itself what its actor may not do; by a share
 * it runs once more, in the name of the actor, where everything about this one file is open. It must touch no other.
 */
export async function reachFile<Result>(
  services: ShareServices,
  context: WorkContext,
  reaching: Reaching,
  use: (work: UnitOfWork, reach: SharedReach | null) => Promise<Result>,
): Promise<Result> {
  const { database } = services
  const run = reaching.action === 'delete' ? database.withUnitOfWork : database.look
  try {
    return await run(context, (work) => use(work, null))
  } catch (error) {
    const reach = isOutOfReach(error) ? await findReach(services, context, reaching) : null
    if (!reach) throw error
    if (!includes(reach.right.permission, permissionFor[reaching.action])) throw notShared(reaching.action)
    return run(byShare(context), (work) => use(work, reach))
  }
}

/** Null where no living share opens this to the actor. */
export async function reachByShare(
  services: ShareServices,
  context: WorkContext,
  { action, ...target }: Reaching,
): Promise<SharedReach | null> {
  const reach = await findReach(services, context, target)
  return reach && includes(reach.right.permission, permissionFor[action]) ? reach : null
}

/** The actor, for one file that a share opens to them: the trail names them, and says how they came to it. */
export const byShare = (context: WorkContext): WorkContext =>
  elevated(context, 'reach a file that somebody shares with the actor')

const isOutOfReach = (error: unknown): boolean =>
  isDomainError(error) && (error.code === 'not_found' || error.code === 'forbidden')

const notShared = (action: Reaching['action']) =>
  new DomainError('forbidden', `The file is shared with you, but not to ${action} it`, { reason: 'not_shared_so_far' })
