import { noteLinkUse, type RequestOrigin, returnDownload, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { cleanFileName, isDomainError } from '@groundwork/domain'
import { checkMayUpload } from '../check-may-upload.ts'
import { nameIn } from '../lifecycle/place-of.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { type FollowedLink, followLink, type LinkRequest, noSuchLink, takeUse } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import { aboutLink } from './show-link.ts'

/** Where something that comes through a link goes, and in whose name. */
export interface UploadThroughLink {
  readonly link: FollowedLink['link']
  readonly organization: string
  readonly folder: string
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
  const { link, standsFor, context } = await followLink(services, origin, request)
  const { id, organization, folder } = link
  if (link.kind !== 'upload' || folder === null) throw noSuchLink()
  try {
    await checkMayUpload(services, { actor: standsFor }, { organization })
  } catch (error) {
    throw isDomainError(error) ? noSuchLink() : error
  }
  return { link, organization, folder, context, createdVia: `link ${id}` }
}

/**
 * Counts a file that is about to come, and finds the name that it will have: what lies there already stays as it is, and
 * whoever brings something does not hear of it.
 *
 * @throws DomainError not_found, not_available
 */
export async function expectUpload(
  services: Pick<LinkServices, 'database' | 'clock'>,
  { link, organization, folder, context }: UploadThroughLink,
  fileName: string,
): Promise<string> {
  return services.database.withUnitOfWork(context, async (work) => {
    await takeUse(services, work, link.id)
    return nameIn(work, 'file', { organization, folder, name: cleanFileName(fileName), ifTaken: 'rename' })
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
