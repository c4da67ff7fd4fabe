import { type FileVersion, latestFileVersion, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { DomainError, type FileState, isServable, StoredFile } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import { recordFileAccess, toldWhenRefused } from './record-file-access.ts'
import { type ByteRequest, type ServedBytes, serveBytes } from './served-file.ts'
import type { StoredFileRow } from './upload-intake.ts'

/**
 * A file's bytes, for somebody who may download it now. The audit entry is committed before the first byte: no entry, no
 * bytes.
 */
export function openDownload(
  { database, storage }: FileServices,
  context: WorkContext,
  { file: key, ...request }: ByteRequest & { readonly file: string },
): Promise<ServedBytes> {
  const action = accessOf(request)
  const attempt = database.withUnitOfWork(context, async (work) => {
    const { file, version } = await reachServable(work, key)
    const served = serveBytes(storage, originalOf(file, version), request)
    if (served.open) recordFileAccess(work, action, { file, version, details: rangeOf(served) })
    return served
  })
  return toldWhenRefused(attempt, database, { context, action, file: key })
}

/** Bytes to look at are a view, bytes to keep a download (seed 003). */
export const accessOf = ({ isInline }: Pick<ByteRequest, 'isInline'>) => (isInline ? 'VIEW' : 'DOWNLOAD')

export interface ReachedFile {
  readonly file: StoredFileRow
  readonly version: FileVersion
}

/** The file and its newest bytes, if the caller may download it and the scan has let it through. */
export async function reachServable(work: UnitOfWork, key: string): Promise<ReachedFile> {
  const [found, version] = await Promise.all([
    work.find(StoredFile, key, { action: 'download' }),
    latestFileVersion(work, key),
  ])
  const file = found ?? (await refuseDownload(work, key))
  if (!isServable(file)) throw notAvailable(file)
  if (!version) throw new Error(`File ${key} has no version`)
  return { file, version }
}

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
}

const notAvailable = ({ status }: StoredFileRow) =>
  new DomainError('not_available', reasons[status as FileState] ?? 'The file is not available', {
    reason: status,
    details: { status },
  })

export function originalOf(file: StoredFileRow, version: FileVersion) {
  return {
    storageKey: version.storageKey,
    bytes: version.bytes,
    mimeType: file.mimeType ?? 'application/octet-stream',
    fileName: file.originalFilename,
    tag: version.sha256 ?? version.id,
  }
}

export const rangeOf = ({ headers }: ServedBytes): Record<string, string> => {
  const range = headers['Content-Range']
  return range ? { range } : {}
}
