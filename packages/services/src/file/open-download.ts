import { currentVersion, type FileVersion, type UnitOfWork, versionNumbered, type WorkContext } from '@groundwork/db'
import { areBytesServable, DomainError, type FileState, isServable, notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import { recordFileAccess, toldWhenRefused } from './record-file-access.ts'
import { type ByteRequest, type ByteSource, type ServedBytes, serveBytes } from './served-file.ts'
import type { SharedReach } from './share/find-reach.ts'
import { reachFile } from './share/reach-file.ts'
import { toldOfShare } from './share/told-of-share.ts'
import type { ShareServices } from './share/weigh-shares.ts'
import type { StoredFileRow } from './upload-intake.ts'

export interface Downloaded {
  readonly file: string
  /** An earlier version by its number, instead of the one that is served. */
  readonly version?: number | undefined
}

export interface DownloadRequest extends ByteRequest, Downloaded {}

/**
 * A file's bytes, for somebody who may download it now. The audit entry is committed before the first byte: no entry, no
 * bytes.
 */
export function openDownload(
  services: FileServices,
  context: WorkContext,
  { file: key, version: number, ...request }: DownloadRequest,
): Promise<ServedBytes> {
  const action = accessOf(request)
  const attempt = reachDownload(services, context, { file: key, version: number }, (work, { file, version }, reach) => {
    const served = serveBytes(services.storages, originalOf(file, version), request)
    if (served.open)
      recordFileAccess(work, action, { file, version, details: { ...rangeOf(served), ...toldOfShare(reach) } })
    return served
  })
  return toldWhenRefused(attempt, services.database, { context, action, file: key })
}

/** What may be downloaded now, by grant or by share, for whoever records or promises it. A share opens what a file is, not what it was. */
export function reachDownload<Result>(
  services: ShareServices,
  context: WorkContext,
  { file, version }: Downloaded,
  use: (work: UnitOfWork, reached: ReachedFile, reach: SharedReach | null) => Result,
): Promise<Result> {
  return reachFile(services, context, { file, action: 'download' }, async (work, reach) => {
    if (reach && version !== undefined) throw notFound('version')
    return use(work, await reachServable(work, file, version), reach)
  })
}

/** Bytes to look at are a view, bytes to keep a download (seed 003). */
export const accessOf = ({ isInline }: Pick<ByteRequest, 'isInline'>) => (isInline ? 'VIEW' : 'DOWNLOAD')

export interface ReachedFile {
  readonly file: StoredFileRow
  readonly version: FileVersion
}

/** The file and the version that is served, or the one asked for, if the caller may download it and its bytes are known clean. */
export async function reachServable(work: UnitOfWork, key: string, number?: number): Promise<ReachedFile> {
  const [found, version] = await Promise.all([
    work.find(StoredFile, key, { action: 'download' }),
    number === undefined ? currentVersion(work, key) : versionNumbered(work, key, number),
  ])
  const file = found ?? (await refuseDownload(work, key))
  if (number !== undefined && !version) throw notFound('version')
  const { status } = number === undefined ? file : (version ?? file)
  if (!isServable({ status, deletedAt: file.deletedAt })) throw notAvailable(status)
  if (!version) throw new Error(`File ${key} has no version`)
  if (!areBytesServable(version.blob)) throw notAvailable(stateOfVerdict[version.blob.scanVerdict ?? 'none'])
  return { file, version }
}

/** What is said of bytes without a clean verdict, whatever the rows above them say. */
const stateOfVerdict = {
  none: 'stored',
  clean: 'available',
  infected: 'quarantined',
  unscannable: 'unscannable',
} as const

/** What cannot even be seen does not exist. */
async function refuseDownload(work: UnitOfWork, key: string): Promise<never> {
  await work.get(StoredFile, key)
  throw new DomainError('forbidden', 'You may see this file, but not download it')
}

const reasons: Partial<Record<FileState, string>> = {
  quarantined: 'The file is in quarantine: something harmful was found in it',
  unscannable: 'The file could not be scanned, so it cannot be downloaded',
  scanning: 'The file is being scanned. It can be downloaded in a moment.',
  stored: 'The file is waiting for its scan. It can be downloaded in a moment.',
  damaged: 'The bytes of the file are gone or are not those that were received',
}

const notAvailable = (status: string) =>
  new DomainError('not_available', reasons[status as FileState] ?? 'The file is not available', {
    reason: status,
    details: { status },
  })

/** The name is the file's own, but where the version is of another type. */
export function originalOf(file: StoredFileRow, { id, mimeType, fileName, blob }: FileVersion): ByteSource {
  return {
    storageProvider: blob.storageProvider,
    storageKey: blob.storageKey,
    bytes: blob.bytes,
    mimeType: mimeType ?? 'application/octet-stream',
    fileName: mimeType === file.mimeType ? file.originalFilename : fileName,
    tag: blob.sha256 ?? id,
  }
}

export const rangeOf = ({ headers }: ServedBytes): Record<string, string> => {
  const range = headers['Content-Range']
  return range ? { range } : {}
}
