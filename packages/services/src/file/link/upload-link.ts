import { noteLinkUse, type RequestOrigin, returnDownload, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { linkEnd, notFound } from '@groundwork/domain'
import { mayAddFolders } from '../check-may-upload.ts'
import { releaseReservation, reserve } from '../reserve.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import {
  type FollowedLink,
  findAnyLink,
  followLink,
  isUnlocked,
  type LinkRequest,
  needsPassword,
  noSuchLink,
  takeUse,
} from './follow-link.ts'
import { findLanding } from './link-folders.ts'
import type { LinkServices } from './link-services.ts'
import { aboutLink } from './show-link.ts'
import { requireMayAdd, whileLinkLasts } from './while-link-lasts.ts'

/** Where something that comes through a link goes, and in whose name. */
export interface UploadThroughLink {
  readonly link: FollowedLink['link']
  readonly organization: string
  readonly folder: string
  /** Its maker may. */
  readonly mayMakeFolders: boolean
  readonly context: WorkContext
  /** The door, for the audit trail. */
  readonly createdVia: string
}

/** An upload-only link that takes something now: its maker may still add files where it leads. For every door that takes bytes. */
export async function openUploadLink(
  services: LinkServices,
  origin: RequestOrigin,
  request: LinkRequest,
): Promise<UploadThroughLink> {
  const followed = await followLink(services, origin, request)
  const { link, standsFor } = followed
  const { id, organization, folder } = link
  if (link.kind !== 'upload' || folder === null) throw noSuchLink()
  await requireMayAdd(services, link, followed)
  const mayMakeFolders = mayAddFolders(standsFor, organization)
  const context = whileLinkLasts(services, followed)
  return { link, organization, folder, mayMakeFolders, context, createdVia: `link ${id}` }
}

/**
 * The same link for giving up what is under way through it, also once it has ended or its maker may add nothing any more. To whoever has
 * nothing under way, one that never was, was revoked or works is all the same.
 *
 * @throws DomainError not_found of an upload, forbidden (`link_password_required`)
 */
export async function recallUploadLink(
  services: LinkServices,
  origin: RequestOrigin,
  request: LinkRequest,
): Promise<UploadThroughLink> {
  const found = await findAnyLink(services, origin, request)
  const isOpen = found && isUnlocked(services, found.link, request)
  if (!found || (!isOpen && linkEnd(found.link, services.clock()) === 'revoked')) throw notFound('upload')
  if (!isOpen) throw needsPassword()
  const { link, context } = found
  const { id, organization, folder } = link
  if (link.kind !== 'upload' || folder === null) throw notFound('upload')
  return { link, organization, folder, mayMakeFolders: false, context, createdVia: `link ${id}` }
}

/** A file that is about to come through a link. */
interface Expected {
  /** The folders it comes in, from the top down. */
  readonly names: readonly string[]
  /** How much it may be, where nothing has been set aside for it yet. */
  readonly bytes?: number | undefined
}

/**
 * Counts a file that is about to come. What its name is where it lands is settled there and then: what has that name already stays
 * as it is, and whoever brings something does not hear of it.
 *
 * @throws DomainError not_found, not_available; for a path what `findLanding` says, and quota_exceeded
 */
export async function expectUpload(
  services: Pick<LinkServices, 'database' | 'clock'>,
  door: UploadThroughLink,
  { names, bytes = 0 }: Expected,
): Promise<void> {
  const { link, organization, context } = door
  return services.database.withUnitOfWork(context, async (work) => {
    const place = await findLanding(services, work, { door, names })
    if (place === null && bytes > 0) {
      // No folder is made for what there is no room for. The quota is locked before the link, as by whoever ends an upload.
      await reserve(work, { organization, bytes })
      await releaseReservation(work, { organization, bytes })
    }
    await takeUse(services, work, link.id)
  })
}

/** What was refused or broke off does not use the link up. */
export const forgetUpload = (
  { database }: Pick<LinkServices, 'database'>,
  { link, context }: UploadThroughLink,
): Promise<void> => database.withUnitOfWork(context, (work) => returnDownload(work, link.id))

/** Says in the trail of the link's folder what has come. */
export const noteUpload = (
  { database }: Pick<LinkServices, 'database'>,
  door: UploadThroughLink,
  file: Pick<StoredFileRow, 'id' | 'fileSize'>,
): Promise<void> => database.withUnitOfWork(door.context, (work) => recordUpload(work, door, file))

/** The same in the transaction in which it comes. */
export async function recordUpload(
  work: UnitOfWork,
  { link }: UploadThroughLink,
  { id: file, fileSize }: Pick<StoredFileRow, 'id' | 'fileSize'>,
): Promise<void> {
  await noteLinkUse(work, link.id)
  work.record({ action: 'UPLOAD', ...aboutLink(link), details: { link: link.id, file, fileSize } })
}
