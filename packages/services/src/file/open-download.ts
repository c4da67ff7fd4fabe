import { currentVersion, type FileVersion, type UnitOfWork, versionNumbered, type WorkContext } from '@groundwork/db'
import { areBytesServable, DomainError, type FileState, isServable, notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import { recordFileAccess, toldWhenRefused } from './record-file-access.ts'
import { type ByteRequest, type ByteSource, type ServedBytes, serveBytes } from './served-file.ts'
import { reachFile } from './share/reach-file.ts'
import { toldOfShare } from './share/told-of-share.ts'
import type { StoredFileRow } from './upload-intake.ts'

export interface DownloadRequest extends ByteRequest {
  readonly file: string
  /** An earlier version by its number, instead of the one that is served. A share opens what a file is now, not what it was. */
  readonly version?: number | undefined
}

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
  const attempt = reachFile(services, context, { file: key, action: 'download' }, async (work, reach) => {
    if (reach && number !== undefined) throw notFound('version')
    const { file, version } = await reachServable(work, key, number)
    const served = serveBytes(services.storages, originalOf(file, version), request)
    if (served.open)
      recordFileAccess(work, action, { file, version, details: { ...rangeOf(served), ...toldOfShare(reach) } })
    return served
  })
  return toldWhenRefused(attempt, services.database, { context, action, file: key })
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
