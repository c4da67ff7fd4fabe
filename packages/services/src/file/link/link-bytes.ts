import type { Readable } from 'node:stream'
import { currentVersion, noteLinkUse, type RequestOrigin } from '@groundwork/db'
import { DomainError, includes, isServable, notFound, StoredFile } from '@groundwork/domain'
import { derivativeTag } from '../derive/put-derivatives.ts'
import { originalOf, rangeOf, reachServable } from '../open-download.ts'
import { recordFileAccess } from '../record-file-access.ts'
import { type ByteRequest, type ServedBytes, serveBytes } from '../served-file.ts'
import { followLink, type LinkRequest, takeUse } from './follow-link.ts'
import { reachLinkedFile } from './link-files.ts'
import type { LinkServices } from './link-services.ts'

export interface LinkBytesRequest extends LinkRequest, Omit<ByteRequest, 'isInline'> {
  /** Of a folder's link, which file. */
  readonly file?: string | undefined
}

/**
 * The bytes behind a link, always to be kept and never to be shown by the browser. Where the link counts downloads, each of them
 * is a whole one: pieces that were put together elsewhere would be downloads that nobody counted.
 */
export async function openLinkDownload(
  services: LinkServices,
  origin: RequestOrigin,
  { token, access, file, ...asked }: LinkBytesRequest,
): Promise<ServedBytes> {
  const followed = await followLink(services, origin, { token, access })
  const { link, context } = followed
  const { key, right } = await reachLinkedFile(services, followed, file)
  if (!includes(right, 'download')) {
    throw new DomainError('forbidden', 'This link is for looking, not for downloading', { reason: 'link_view_only' })
  }
  const { range: _, ifRange: __, ...whole } = asked
  const request = { ...(link.downloadLimit === null ? asked : whole), isInline: false }
  return services.database.withUnitOfWork(context, async (work) => {
    const { file: row, version } = await reachServable(work, key)
    const served = serveBytes(services.storages, originalOf(row, version), request)
    if (!served.open) return unkept(served)
    await takeUse(services, work, link.id)
    const details = { link: link.id, by: 'public link', ...rangeOf(served) }
    recordFileAccess(work, 'DOWNLOAD', { file: row, version, details })
    return unkept(served)
  })
}

/** Pictures that we made ourselves of what a link leads to: the original is never shown by a link. */
const shown = { thumbnail: 'image/webp', optimised: 'image/webp', pdf: 'application/pdf' } as const
export type LinkPreviewName = keyof typeof shown
export const linkPreviewNames = Object.keys(shown) as [LinkPreviewName, ...LinkPreviewName[]]

export async function openLinkPreview(
  services: LinkServices,
  origin: RequestOrigin,
  { token, access, file, name, ...request }: LinkBytesRequest & { readonly name: LinkPreviewName },
): Promise<ServedBytes<Readable | Buffer>> {
  const followed = await followLink(services, origin, { token, access })
  const { link, context } = followed
  const { key } = await reachLinkedFile(services, followed, file)
  return services.database.withUnitOfWork(context, async (work) => {
    const row = await work.get(StoredFile, key)
    const version = isServable(row) ? await currentVersion(work, key) : null
    const blob = version?.blob.scanVerdict === 'clean' ? version.blob : null
    const storageKey = blob?.derivatives[name]
    if (!version || !blob || !storageKey) throw notFound('preview')
    const source = {
      storageProvider: blob.storageProvider,
      storageKey,
      bytes: null,
      mimeType: shown[name],
      fileName: `${name}.${name === 'pdf' ? 'pdf' : 'webp'}`,
      tag: derivativeTag(blob, name),
    }
    const served = serveBytes(services.storages, source, { ...request, isInline: true })
    if (served.open) {
      await noteLinkUse(work, link.id)
      recordFileAccess(work, 'VIEW', {
        file: row,
        version,
        details: { derivative: name, link: link.id, by: 'public link' },
      })
    }
    return unkept(name === 'thumbnail' ? services.thumbnails.serve(source, served) : served)
  })
}

/** A link that is revoked must not live on in the memory of a browser that somebody else will use. */
const unkept = <Body extends Readable | Buffer>(served: ServedBytes<Body>): ServedBytes<Body> => ({
  ...served,
  headers: { ...served.headers, 'Cache-Control': 'private, no-store' },
})
