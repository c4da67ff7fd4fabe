import { sharesReaching, type WorkContext } from '@groundwork/db'
import { organizationsOf, type Principal, reshareableRight, type SharedRight, sharedRight } from '@groundwork/domain'
import type { ShareTarget } from './share-target.ts'
import { type ShareServices, weighShares } from './weigh-shares.ts'

/** How somebody reaches a file or folder that their own grants do not open. */
export interface SharedReach {
  readonly right: SharedRight
  /** What of it they may pass on. */
  readonly reshareable: SharedRight | null
  /** Whose own grants each of them stands on. */
  readonly standsFor: Principal
  readonly reshareableFor: Principal | null
}

/** What shares give the actor now; null when they give nothing. Keys with grants of their own, and previews, get nothing by shares. */
export async function findReach(
  services: ShareServices,
  context: WorkContext,
  target: ShareTarget,
): Promise<SharedReach | null> {
  const person = receiverOf(context)
  if (!person) return null
  const organizations = organizationsOf(person)
  const candidates = await services.database.withUnitOfWork(context, (work) =>
    sharesReaching(work, target, organizations),
  )
  if (!candidates.length) return null
  const { situation, givers } = await weighShares(services, target, {
    people: [person.userId],
    isWhole: false,
  })
  const right = sharedRight(person.userId, situation)
  const standsFor = right && givers.get(right.standsFor)
  if (!right || !standsFor) return null
  const reshareable = reshareableRight(person.userId, situation)
  return { right, reshareable, standsFor, reshareableFor: (reshareable && givers.get(reshareable.standsFor)) ?? null }
}

function receiverOf({ actor }: WorkContext): Principal | null {
  if (actor.kind === 'system' || actor.isSuperuser || actor.isLimited || actor.preview) return null
  return actor.memberships.length ? actor : null
}
