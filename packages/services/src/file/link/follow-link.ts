import {
  asSystem,
  findLinkByToken,
  type LinkRow,
  type RequestOrigin,
  seeLink,
  takeDownload,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { DomainError, includes, type LinkEnd, linkEnd, notFound, rightOfLink } from '@groundwork/domain'
import { targetOf } from '../share/share-target.ts'
import { hashOfLinkToken, hasLinkAccess } from './link-secret.ts'
import type { LinkServices } from './link-services.ts'
import { type Standing, standingOf } from './standing-of.ts'

/** A link as it was followed. */
export interface LinkRequest {
  readonly token: string
  /** What the password was exchanged for. */
  readonly access?: string | undefined
  /** For something that was counted when it began: that the link is used up since does not end it. */
  readonly isUnderWay?: boolean
}

/** A link that works now, with the rights that it stands on. */
export interface FollowedLink extends Standing {
  readonly link: LinkRow
  readonly context: WorkContext
}

/** For the one file or folder of a link, after its maker's rights have been asked for. */
const byLink = (origin: RequestOrigin): WorkContext =>
  asSystem('a public link stands for the rights of whoever made it', origin)

/**
 * A link that works now. One that was revoked, whose maker may no longer share what it leads to, or whose file is deleted, is
 * the same as one that never was.
 *
 * @throws DomainError not_found, not_available (`link_expired`, `link_used_up`), forbidden (`link_password_required`)
 */
export async function followLink(
  services: LinkServices,
  origin: RequestOrigin,
  request: LinkRequest,
): Promise<FollowedLink> {
  const found = await findLiveLink(services, origin, request)
  if (!isUnlocked(services, found.link, request)) throw needsPassword()
  return found
}

/** Whether its password was given, if it has one. */
export const isUnlocked = (
  { keys, clock }: Pick<LinkServices, 'keys' | 'clock'>,
  link: LinkRow,
  { access = '' }: Pick<LinkRequest, 'access'>,
): boolean => link.passwordHash === null || hasLinkAccess(keys.linkAccessSecret, link, { access, now: clock() })

export const needsPassword = () =>
  new DomainError('forbidden', 'This link needs its password', { reason: 'link_password_required' })

/** The same before its password is asked for. */
export async function findLiveLink(
  services: LinkServices,
  origin: RequestOrigin,
  { token, isUnderWay = false }: Pick<LinkRequest, 'token' | 'isUnderWay'>,
): Promise<FollowedLink> {
  const found = await findAnyLink(services, origin, { token })
  const end = found && linkEnd(found.link, services.clock())
  if (!found || end === 'revoked') throw noSuchLink()
  const { link, context } = found
  const standing = await standingBehind(services, link)
  if (end && !(isUnderWay && end === 'used_up')) throw linkOver(end)
  return { ...standing, link, context }
}

/** What a link stands on now. @throws DomainError not_found where its maker may give so much no more */
export async function standingBehind(services: LinkServices, link: LinkRow): Promise<Standing> {
  const standing = await standingOf(services, link.createdBy, targetOf(link))
  const wanted = rightOfLink(link.kind)
  if (!standing || (wanted !== null && !includes(standing.right, wanted))) throw noSuchLink()
  return standing
}

/** The link of a token, whether or not it works; null for none. */
export async function findAnyLink(
  { database }: Pick<LinkServices, 'database'>,
  origin: RequestOrigin,
  { token }: Pick<LinkRequest, 'token'>,
): Promise<Pick<FollowedLink, 'link' | 'context'> | null> {
  const context = byLink(origin)
  const link = isPossibleToken(token)
    ? await database.withUnitOfWork(context, (work) => findLinkByToken(work, hashOfLinkToken(token)))
    : null
  return link && { link, context }
}

const isPossibleToken = (token: string) => /^[\w-]{43}$/.test(token)

export const noSuchLink = () => notFound('link')

/** For what was begun while the link was there. @throws DomainError not_found */
export async function refuseRevoked(work: UnitOfWork, id: string): Promise<void> {
  const link = await seeLink(work, id)
  if (!link || link.revokedAt !== null) throw noSuchLink()
}

const words: Readonly<Record<Exclude<LinkEnd, 'revoked'>, string>> = {
  expired: 'This link has expired. Ask whoever sent it for a new one.',
  used_up: 'This link has been used as often as it may be. Ask whoever sent it for a new one.',
}

const linkOver = (end: LinkEnd): DomainError =>
  end === 'revoked' ? noSuchLink() : new DomainError('not_available', words[end], { reason: `link_${end}` })

/**
 * Counts one use of a link that was followed a moment ago.
 *
 * @throws DomainError not_found or not_available for one that has ended since
 */
export async function takeUse(services: Pick<LinkServices, 'clock'>, work: UnitOfWork, link: string): Promise<void> {
  if (await takeDownload(work, link)) return
  const now = await seeLink(work, link)
  throw linkOver((now && linkEnd(now, services.clock())) ?? 'used_up')
}
