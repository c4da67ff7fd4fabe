import type { WorkContext } from '@groundwork/db'
import { personOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { originalOf } from '../open-download.ts'
import { recordFileAccess, toldWhenRefused } from '../record-file-access.ts'
import { type ServedBytes, serveBytes } from '../served-file.ts'
import { type RefusedVersionOf, reachRefused } from './refused-version.ts'

/**
 * The very bytes that the scanner keeps back, for somebody who is to look into them: always an attachment of no type, under a
 * name that no program opens. The audit entry is committed before the first byte.
 */
export function openQuarantined(
  services: FileServices,
  context: WorkContext,
  wanted: RefusedVersionOf,
): Promise<ServedBytes> {
  personOf(context)
  const attempt = services.database.withUnitOfWork(context, async (work) => {
    const { file, version } = await reachRefused(work, wanted)
    const original = originalOf(file, version)
    const source = { ...original, mimeType: 'application/octet-stream', fileName: `${original.fileName}.quarantined` }
    const details = { quarantined: true, finding: version.blob.scanResult }
    recordFileAccess(work, 'DOWNLOAD', { file, version, details })
    return serveBytes(services.storages, source, {})
  })
  return toldWhenRefused(attempt, services.database, { context, action: 'DOWNLOAD', file: wanted.id })
}
