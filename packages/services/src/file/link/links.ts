import {
  asSystem,
  changeLink,
  chargeStorage,
  revokeLink as endLink,
  endSessionsOfLink,
  findLink,
  insertLink,
  type LinkRow,
  type LinkUse,
  linksOn,
  type UnitOfWork,
  usesOfLink,
  type WorkContext,
} from '@groundwork/db'
import {
  DomainError,
  endAfterDays,
  includes,
  invalidField,
  type LinkEnd,
  type LinkPatch,
  linkEnd,
  type NewLink,
  notFound,
  refusePreview,
  rightOfLink,
  type SettledRules,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import { principalOf } from '../../identity/acting.ts'
import { checkMayUpload } from '../check-may-upload.ts'
import { rulesOf } from '../policy/rules-of.ts'
import { releaseReservation } from '../reserve.ts'
import { findPassable, requirePassable } from '../share/passable-right.ts'
import { recordSharing, sharingOf } from '../share/record-sharing.ts'
import { type ShareTarget, targetOf } from '../share/share-target.ts'
import { hashOfLinkToken, newLinkToken } from './link-secret.ts'
import type { LinkServices } from './link-services.ts'
import { standingOf } from './standing-of.ts'

/** A link as those see it who may share what it leads to. The token is not among it: it was shown once. */
export interface ShownLinkRow extends Omit<LinkRow, 'passwordHash' | 'target'> {
  readonly target: string
  readonly hasPassword: boolean
  /** Why it does not work now. `maker`: whoever made it may no longer share this. */
  readonly end: LinkEnd | 'maker' | null
}

/** Makes a link. Its address is in the answer, and nowhere else ever after. */
export async function createLink(
  services: LinkServices,
  context: WorkContext,
  { file, folder, kind, name, password, expiresAt: wished, downloadLimit }: NewLink,
): Promise<ShownLinkRow & { readonly url: string }> {
  const { userId: createdBy } = principalOf(context)
  const { seen } = await requirePassable(services, context, { file, folder, wanted: rightOfLink(kind) ?? 'view' })
  const { organization } = seen.row
  if (kind === 'upload') await checkMayUpload(services, context, { organization })
  const rules = await services.database.withUnitOfWork(context, (work) => rulesOf(work, organization))
  const now = services.clock()
  const expiresAt = wished === undefined ? endAfterDays(now, rules.linkDays) : wished
  requireTerms(rules, { password, expiresAt, now })
  const passwordHash = password === null ? null : await services.passwords.hash(password)
  const token = newLinkToken(services.random)
  const about = sharingOf(seen)
  const link = { id: v7(), ...about, kind, name, passwordHash, expiresAt, downloadLimit, createdBy }
  await services.database.withUnitOfWork(context, async (work) => {
    await insertLink(work, { ...link, tokenHash: hashOfLinkToken(token) })
    const details = { link: link.id, kind, expiresAt, downloadLimit, hasPassword: password !== null }
    recordSharing(work, 'PERMISSION_ASSIGN', { about, event: 'linked', details })
  })
  const shown = await showRow(services, await reachLink(services, context, link.id))
  return { ...shown, url: new URL(`/s/${token}`, services.config.publicUrl).href }
}

/** Every link of a file or folder, ended ones too, for whoever may share it; for others those that they made. */
export async function listLinks(
  services: LinkServices,
  context: WorkContext,
  target: ShareTarget,
): Promise<ShownLinkRow[]> {
  const { seen, isTheirsToShare } = await findPassable(services, context, target)
  const me = principalOf(context).userId
  const rows = await services.database.withUnitOfWork(context, (work) => linksOn(work, sharingOf(seen)))
  const shown: ShownLinkRow[] = []
  for (const row of rows) if (isTheirsToShare || row.createdBy === me) shown.push(await showRow(services, row))
  return shown
}

/** Changes the terms of a link that is its maker's, or of which somebody may share what it leads to. */
export async function updateLink(
  services: LinkServices,
  context: WorkContext,
  { id, password, ...patch }: LinkPatch & { readonly id: string },
): Promise<ShownLinkRow> {
  const before = await reachLink(services, context, id)
  const { organization } = before
  await requirePassable(services, context, { ...targetOf(before), wanted: rightOfLink(before.kind) ?? 'view' })
  const rules = await services.database.withUnitOfWork(context, (work) => rulesOf(work, organization))
  const { expiresAt = before.expiresAt, name = before.name, downloadLimit = before.downloadLimit } = patch
  const isGuarded = password === undefined ? before.passwordHash !== null : password !== null
  const now = services.clock()
  requireTerms(rules, { password: isGuarded ? 'kept' : null, expiresAt: patch.expiresAt ?? null, now })
  const passwordHash = password
    ? await services.passwords.hash(password)
    : password === null
      ? null
      : before.passwordHash
  await services.database.withUnitOfWork(context, async (work) => {
    await changeLink(work, id, { name, passwordHash, expiresAt, downloadLimit })
    const details = { link: id, expiresAt, downloadLimit, hasPassword: passwordHash !== null }
    recordSharing(work, 'PERMISSION_CHANGE', { about: sharingOfLink(before), event: 'linked', details })
  })
  return showRow(services, await reachLink(services, context, id))
}

/** Ends a link at once and for good, with all that was coming through it. */
export async function revokeLink(services: LinkServices, context: WorkContext, id: string): Promise<ShownLinkRow> {
  const link = await reachLink(services, context, id)
  const now = services.clock()
  await services.database.withUnitOfWork(context, async (work) => {
    const endedUploads = link.kind === 'upload' ? await endUploads(work, { ...link, now }) : 0
    await endLink(work, id)
    if (link.revokedAt === null) {
      const about = sharingOfLink(link)
      const details = { link: id, ...(endedUploads && { endedUploads }) }
      recordSharing(work, 'PERMISSION_REVOKE', { about, event: 'unlinked', details })
    }
  })
  return showRow(services, await reachLink(services, context, id))
}

/** What was set aside is free at once; the bytes go with the next sweep. Quotas are locked before sessions, and those before links. */
async function endUploads(
  work: UnitOfWork,
  { id, organization, now }: Pick<LinkRow, 'id' | 'organization'> & { readonly now: Date },
): Promise<number> {
  await chargeStorage(work, { organization })
  const { ended, reserved } = await endSessionsOfLink(work, { organization, link: id, now })
  await releaseReservation(work, { organization, bytes: reserved })
  return ended
}

/** Who used a link, when, and from where: as far as anybody can tell of strangers. */
export async function linkActivity(services: LinkServices, context: WorkContext, id: string): Promise<LinkUse[]> {
  const link = await reachLink(services, context, id)
  return services.database.withUnitOfWork(asSystem('tell the maker of a link how it was used'), (work) =>
    usesOfLink(work, link, mostUses),
  )
}

const mostUses = 200

/** @throws DomainError not_found for a link that is neither the actor's own nor of something that is theirs to share */
async function reachLink(services: LinkServices, context: WorkContext, id: string): Promise<LinkRow> {
  const principal = principalOf(context)
  refusePreview(principal)
  const link = await services.database.withUnitOfWork(context, (work) => findLink(work, id))
  if (!link) throw notFound('link')
  if (link.createdBy === principal.userId) return link
  try {
    const { isTheirsToShare } = await findPassable(services, context, targetOf(link))
    if (isTheirsToShare) return link
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
  }
  throw notFound('link')
}

async function showRow(services: LinkServices, { passwordHash, ...link }: LinkRow): Promise<ShownLinkRow> {
  const end = linkEnd(link, services.clock())
  const standing = end ? null : await standingOf(services, link.createdBy, targetOf(link))
  const isAlive = standing !== null && includes(standing.right, rightOfLink(link.kind) ?? 'view')
  return { ...link, hasPassword: passwordHash !== null, end: end ?? (isAlive ? null : 'maker') }
}

const sharingOfLink = ({ organization, file, folder, target }: LinkRow) => ({
  organization,
  file,
  folder,
  name: target,
})

function requireTerms(
  { linkPasswordRequired }: Pick<SettledRules, 'linkPasswordRequired'>,
  {
    password,
    expiresAt,
    now,
  }: { readonly password: string | null; readonly expiresAt: string | null; readonly now: Date },
): void {
  if (linkPasswordRequired && password === null) {
    throw invalidField('password', 'This organization gives no link without a password', 'link_password_required')
  }
  if (expiresAt !== null && new Date(expiresAt) <= now)
    throw invalidField('expiresAt', 'Lies in the past', 'in_the_past')
}
