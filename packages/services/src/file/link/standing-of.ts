import { asSystem, findCallerOfUser } from '@groundwork/db'
import type { FileRight, Principal } from '@groundwork/domain'
import { principalOfUser } from '../../identity/build-principal.ts'
import { findReach } from '../share/find-reach.ts'
import { type SeenTarget, type ShareTarget, seenBy } from '../share/share-target.ts'
import type { ShareServices } from '../share/weigh-shares.ts'

/** What somebody may pass on of a file or folder at this moment, and by whose own grants. */
export interface Standing {
  readonly right: FileRight
  readonly standsFor: Principal
  /** As the one sees it for whom it stands. */
  readonly seen: SeenTarget
}

/** Null for somebody who is disabled, or may not share it any more: what they have given is dead. */
export async function standingOf(services: ShareServices, user: string, target: ShareTarget): Promise<Standing | null> {
  const { database } = services
  const caller = await database.withUnitOfWork(asSystem('find what the maker of a link may do now'), (work) =>
    findCallerOfUser(work, user),
  )
  if (!caller?.isActive) return null
  const actor = principalOfUser(caller)
  const own = await seenBy(database.reader({ actor }), actor, target)
  if (own?.mayShare) return { right: own.right, standsFor: actor, seen: own }
  const reach = await findReach(services, { actor }, target)
  const standsFor = reach?.reshareableFor
  const seen = standsFor && (await seenBy(database.reader({ actor: standsFor }), standsFor, target))
  return seen ? { right: reach.reshareable?.permission ?? null, standsFor, seen } : null
}
