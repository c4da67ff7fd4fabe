import type { WorkContext } from '@groundwork/db'
import { DomainError, type FileRight, Folder, includes, notFound, StoredFile } from '@groundwork/domain'
import { principalOf } from '../../identity/acting.ts'
import { findReach } from './find-reach.ts'
import { byShare } from './reach-file.ts'
import { type SeenTarget, type ShareTarget, seenBy } from './share-target.ts'
import type { ShareServices } from './weigh-shares.ts'

/** A file or folder as the actor sees it, by whatever way, and the most of it that they may pass on. */
export interface PassableTarget {
  readonly seen: SeenTarget
  readonly right: FileRight
  /** They may share it by their own grants, and so see and end what others share of it. */
  readonly isTheirsToShare: boolean
}

/** @throws DomainError not_found for what the actor cannot see */
export async function findPassable(
  services: ShareServices,
  context: WorkContext,
  target: ShareTarget,
): Promise<PassableTarget> {
  const own = await seenBy(services.database.reader(context), context.actor, target)
  if (own?.mayShare) return { seen: own, right: own.right, isTheirsToShare: true }
  const reach = await findReach(services, context, target)
  const right = reach?.reshareable?.permission ?? null
  if (own) return { seen: own, right, isTheirsToShare: false }
  const shared = reach && (await seenBy(services.database.reader(byShare(context)), context.actor, target))
  if (!shared) throw notFound(target.file === undefined ? Folder.label : StoredFile.label)
  return { seen: shared, right, isTheirsToShare: false }
}

/** As `findPassable`, for somebody who is about to pass it on. @throws DomainError forbidden (`may_not_share`, `more_than_own`) */
export async function requirePassable(
  services: ShareServices,
  context: WorkContext,
  { wanted, ...target }: ShareTarget & { readonly wanted: NonNullable<FileRight> },
): Promise<PassableTarget> {
  principalOf(context)
  const found = await findPassable(services, context, target)
  const { label } = found.seen.kind === 'file' ? StoredFile : Folder
  if (found.right === null)
    throw new DomainError('forbidden', `You may not share this ${label}`, { reason: 'may_not_share' })
  if (includes(found.right, wanted)) return found
  throw new DomainError('forbidden', `You may only ${found.right} this ${label} yourself`, {
    reason: 'more_than_own',
    fields: { permission: [`At most ${found.right}`] },
  })
}
