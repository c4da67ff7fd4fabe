import { asSystem, type RequestOrigin, type WorkContext } from '@groundwork/db'
import { DomainError, invalidField, type JsonObject, linkSeconds } from '@groundwork/domain'
import {
  type DownloadClaims,
  MAX_URL_SECONDS,
  signDownload as signClaims,
  toStorageKey,
  urlExpiry,
  verifyDownload,
} from '@groundwork/storage'
import type { FileServices } from './file-services.ts'
import { fromStorage } from './from-storage.ts'
import { accessOf, originalOf, type ReachedFile, rangeOf, reachServable } from './open-download.ts'
import { recordFileAccess, toldWhenRefused } from './record-file-access.ts'
import { type ByteRequest, type ServedBytes, serveBytes } from './served-file.ts'
import { reachFile } from './share/reach-file.ts'
import { toldOfShare } from './share/told-of-share.ts'

export interface SignRequest {
  readonly file: string
  /** Seconds, at most `MAX_URL_SECONDS`; unless told it follows from what the file is. */
  readonly expiresIn?: number | undefined
  readonly isInline?: boolean
  /** More for the audit entry. */
  readonly details?: JsonObject
}

export interface SignedLink {
  readonly url: string
  readonly expiresAt: string
}

/**
 * A link that works without signing in, for a few minutes. The bucket makes it where it can; otherwise it leads to
 * `openSigned`. Who made it stands in the audit trail before it works.
 */
export async function signDownload(
  services: FileServices,
  context: WorkContext,
  { file: key, expiresIn, isInline = false, details: told = {} }: SignRequest,
): Promise<SignedLink> {
  if (expiresIn !== undefined && (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > MAX_URL_SECONDS)) {
    throw invalidField(
      'expires_in',
      `Must be a whole number of seconds from 1 to ${MAX_URL_SECONDS}`,
      'expiry_out_of_range',
    )
  }
  const signing = reachFile(services, context, { file: key, action: 'download' }, async (work, reach) => {
    const found = await reachServable(work, key)
    const seconds = expiresIn ?? linkSeconds(found.file)
    const expiresAt = urlExpiry(services.clock(), seconds)
    const until = expiresAt.toISOString()
    const details = { expiresAt: until, ...told, ...toldOfShare(reach) }
    recordFileAccess(work, 'SIGNED_URL_GENERATED', { ...found, details })
    const link = afterwards(() => linkTo(services, found, { expiresAt, seconds, isInline }))
    return { link, until }
  })
  const refusal = { context, action: 'SIGNED_URL_GENERATED', file: key } as const
  const { link, until } = await toldWhenRefused(signing, services.database, refusal)
  return { url: await fromStorage(() => link.made), expiresAt: until }
}

/**
 * Once what is to be sent has been sent: the disk takes its time for the entry, and the link is made meanwhile. Nobody is given it before
 * the entry is there, and where there comes none, it is nobody's.
 */
function afterwards<Made>(make: () => Promise<Made>): { readonly made: Promise<Made> } {
  const made = new Promise<void>((resolve) => setImmediate(resolve)).then(make)
  made.catch(() => undefined)
  return { made }
}

interface LinkTerms {
  readonly expiresAt: Date
  readonly seconds: number
  readonly isInline: boolean
}

async function linkTo(
  { storages, keys, config }: FileServices,
  { file, version }: ReachedFile,
  terms: LinkTerms,
): Promise<string> {
  const { expiresAt, seconds, isInline } = terms
  const { storageProvider, storageKey, fileName, mimeType: contentType } = originalOf(file, version)
  const storage = storages.of(storageProvider)
  if (storage.presignGet) {
    return (await storage.presignGet(toStorageKey(storageKey), { seconds, fileName, contentType, inline: isInline }))
      .href
  }
  const claims: DownloadClaims = {
    fileId: file.id,
    version: version.number,
    disposition: isInline ? 'inline' : 'attachment',
    method: 'GET',
  }
  const url = new URL(`/api/v1/files/signed/${claims.fileId}`, config.publicUrl)
  url.searchParams.set('version', String(claims.version))
  url.searchParams.set('disposition', claims.disposition)
  url.searchParams.set('token', signClaims({ ...claims, secret: keys.urlSigningSecret, expiresAt }))
  return url.href
}

const bySignature = asSystem('a signed download link stands for the rights of whoever made it')

/** A signed link as it was followed: nothing in it is to be believed before the token is. */
export interface FollowedLink extends Omit<ByteRequest, 'isInline'> {
  readonly file: string
  readonly version: string | null
  readonly disposition: string | null
  readonly token: string | null
}

/** The bytes behind a signed link, as long as the file is still there, unchanged and available. */
export async function openSigned(
  services: FileServices,
  origin: RequestOrigin,
  link: FollowedLink,
): Promise<ServedBytes> {
  const { fileId, version: number, disposition } = verify(services, link)
  return services.database.withUnitOfWork({ ...bySignature, origin }, async (work) => {
    const { file, version } = await reachServable(work, fileId)
    if (version.number !== number) throw linkRefused('link_invalid', 'The file behind this link has been replaced')
    const request = { ...link, isInline: disposition === 'inline' }
    const served = serveBytes(services.storages, originalOf(file, version), request)
    if (served.open)
      recordFileAccess(work, accessOf(request), { file, version, details: { by: 'signed link', ...rangeOf(served) } })
    return served
  })
}

function verify({ keys, clock }: FileServices, { file, version, disposition, token }: FollowedLink): DownloadClaims {
  const claims: DownloadClaims = {
    fileId: file,
    version: Number(version),
    disposition: disposition === 'inline' ? 'inline' : 'attachment',
    method: 'GET',
  }
  const verdict = verifyDownload({ ...claims, secret: keys.urlSigningSecret, token: token ?? '', now: clock() })
  if (verdict === 'expired') throw linkRefused('link_expired', 'This link has expired. Ask for a new one.')
  if (verdict === 'invalid') throw linkRefused('link_invalid', 'This link is not valid')
  return claims
}

const linkRefused = (reason: 'link_expired' | 'link_invalid', message: string) =>
  new DomainError('forbidden', message, { reason })
