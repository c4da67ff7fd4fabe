import { type LinkRow, noteLinkUse, type RequestOrigin } from '@groundwork/db'
import { allowedExtensions, DomainError, type FileKind, Folder, type LinkKind, StoredFile } from '@groundwork/domain'
import { networkOf } from '../../identity/network-of.ts'
import { mayAddFolders } from '../check-may-upload.ts'
import { servicesFor } from '../policy/policy-of.ts'
import { type FollowedLink, findLiveLink, followLink, type LinkRequest } from './follow-link.ts'
import { grantLinkAccess, type LinkAccess } from './link-secret.ts'
import type { LinkServices } from './link-services.ts'

/** What a link shows of itself. Until its password is given, that it has one. */
export type ShownLink =
  | { readonly needsPassword: true; readonly kind: LinkKind }
  | {
      readonly needsPassword: false
      readonly kind: LinkKind
      readonly name: string | null
      /** What the file or folder is called. */
      readonly target: string
      readonly isFolder: boolean
      readonly mimeType: string | null
      readonly fileSize: number | null
      readonly previews: readonly string[]
      readonly organizationName: string | null
      readonly expiresAt: string | null
      readonly downloadsLeft: number | null
      /** Of a link that takes files: which, so that nobody sends in vain. */
      readonly takes: TakenFiles | null
    }

interface TakenFiles {
  readonly folders: boolean
  readonly extensions: readonly string[]
  /** How large a file of each kind may be. */
  readonly maxBytes: Readonly<Record<FileKind, number>>
}

/** What the page behind a link shows first. A look at what it leads to stands in the trail. */
export async function showLink(
  services: LinkServices,
  origin: RequestOrigin,
  request: LinkRequest,
): Promise<ShownLink> {
  const followed = await followOrAsk(services, origin, request)
  if ('needsPassword' in followed) return followed
  const { link, seen, context } = followed
  await services.database.withUnitOfWork(context, async (work) => {
    await noteLinkUse(work, link.id)
    work.record({ action: 'VIEW', ...aboutLink(link), details: { link: link.id } })
  })
  const { kind, name, target, expiresAt, downloadLimit, downloadCount } = link
  const file = seen.kind === 'file' ? seen.row : null
  return {
    needsPassword: false,
    kind,
    name,
    target,
    isFolder: seen.kind === 'folder',
    mimeType: file?.mimeType ?? null,
    fileSize: file?.fileSize ?? null,
    previews: file?.previews ?? [],
    organizationName: (seen.row.organizationName as string | undefined) ?? null,
    expiresAt,
    downloadsLeft: downloadLimit === null ? null : downloadLimit - downloadCount,
    takes: kind === 'upload' ? await takenBy(services, followed) : null,
  }
}

async function takenBy(services: LinkServices, { link, context, standsFor }: FollowedLink): Promise<TakenFiles> {
  const { organization } = link
  const { filePolicy } = await servicesFor(services, context, { organization })
  const { maxBytes } = filePolicy
  return { folders: mayAddFolders(standsFor, organization), extensions: allowedExtensions(filePolicy), maxBytes }
}

async function followOrAsk(
  services: LinkServices,
  origin: RequestOrigin,
  request: LinkRequest,
): Promise<FollowedLink | { readonly needsPassword: true; readonly kind: LinkKind }> {
  try {
    return await followLink(services, origin, request)
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== 'link_password_required') throw error
    const { link } = await findLiveLink(services, origin, request)
    return { needsPassword: true, kind: link.kind }
  }
}

/**
 * Exchanges the password for a short-lived access token. Guessing is slowed down as it is for accounts, and stands in the trail.
 *
 * @throws DomainError rate_limited, forbidden (`link_password_wrong`)
 */
export async function unlockLink(
  services: LinkServices,
  origin: RequestOrigin,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<LinkAccess> {
  const { link, context } = await findLiveLink(services, origin, { token })
  const attempt = { account: `link ${link.id}`, network: origin.ip === undefined ? null : networkOf(origin.ip) }
  await services.throttle.admit(attempt)
  const isRight = link.passwordHash === null || (await services.passwords.verify(link.passwordHash, password))
  if (!isRight) {
    await services.database.withUnitOfWork(context, async (work) => {
      const details = { link: link.id, success: false, reason: 'link_password_wrong' }
      work.record({ action: 'VIEW', ...aboutLink(link), details })
    })
    throw new DomainError('forbidden', 'This is not the password of this link', { reason: 'link_password_wrong' })
  }
  await services.throttle.forgive(attempt)
  return grantLinkAccess(services.keys.linkAccessSecret, link, services.clock())
}

/** What an entry about a link speaks of: what it leads to. */
export const aboutLink = ({ organization, file, folder, target }: LinkRow) => ({
  resource: file === null ? Folder : StoredFile,
  organization,
  objectId: file ?? folder,
  objectRepr: target,
})
