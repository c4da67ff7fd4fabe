import { sharesReaching, type WorkContext } from '@groundwork/db'
import { organizationsOf, type Principal, reshareableRight, type SharedRight, sharedRight } from '@groundwork/domain'
import type { ShareTarget } from './share-target.ts'
import { type ShareServices, type WeighedShares, weighShares } from './weigh-shares.ts'

/** How somebody reaches a file or folder that their own grants do not open. */
export interface SharedReach {
  readonly right: SharedRight
  /** What of it they may pass on. */
  readonly reshareable: SharedRight | null
  /** Whose own grants each of them stands on. */
  readonly standsFor: Principal
  readonly reshareableFor: Principal | null
}

/** The same, with all the shares that it was weighed from. */
export interface WeighedReach {
  readonly reach: SharedReach
  readonly weighed: WeighedShares
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
  return candidates.length ? ((await weighReach(services, person, target))?.reach ?? null) : null
}

/** The same for somebody whom shares can be for. */
export async function weighReach(
  services: ShareServices,
  { userId }: Principal,
  target: ShareTarget,
): Promise<WeighedReach | null> {
  const weighed = await weighShares(services, target, { people: [userId], isWhole: false })
  const { situation, givers } = weighed
  const right = sharedRight(userId, situation)
  const standsFor = right && givers.get(right.standsFor)
  if (!right || !standsFor) return null
  const reshareable = reshareableRight(userId, situation)
  const reshareableFor = (reshareable && givers.get(reshareable.standsFor)) ?? null
  return { reach: { right, reshareable, standsFor, reshareableFor }, weighed }
}

/** Whom shares can be for. A superuser reaches everything anyhow, and is a member of nothing. */
export function receiverOf({ actor }: WorkContext): Principal | null {
  if (actor.kind === 'system' || actor.isSuperuser || actor.isLimited || actor.preview) return null
  return actor.memberships.length ? actor : null
}
