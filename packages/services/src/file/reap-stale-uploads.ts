import { asSystem, deleteUpload, type FileVersion, type Lease, takeStaleUpload } from '@groundwork/db'
import { toStorageKey } from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import { type Clearing, clearEach } from './clear-each.ts'
import type { FileServices } from './file-services.ts'
import { releaseReservation } from './reserve.ts'
import { tellNewVersion } from './version/tell-new-version.ts'

const system = asSystem('clear away uploads whose process died')

type ReaperServices = Pick<FileServices, 'database' | 'storages' | 'log'>

/**
 * Clears away uploads that nobody is receiving any more: bytes first, then rows and reservation. Run at start and every
 * so often; any number may run at once. Says how many it cleared.
 */
export async function reapStaleUploads(services: ReaperServices, signal?: AbortSignal): Promise<number> {
  const { database } = services
  const clearing: Clearing<FileVersion> = {
    what: 'interrupted upload',
    take: (lease) => database.withUnitOfWork(system, (work) => takeStaleUpload(work, lease)),
    clear: (version, lease) => reap(services, version, lease),
  }
  return clearEach(services, clearing, signal)
}

async function reap(
  { database, storages, log }: ReaperServices,
  version: FileVersion,
  { token }: Lease,
): Promise<void> {
  const { id, file, organization, reservedBytes, blob } = version
  await storages.of(blob.storageProvider).remove([toStorageKey(blob.storageKey)])
  faultPoint('after:stale_bytes_removed')
  await database.withUnitOfWork(system, async (work) => {
    const deleted = await deleteUpload(work, { id, file, blob: blob.id }, token)
    if (!deleted) return
    if (!deleted.wasWholeFile) await tellNewVersion(work, file)
    await releaseReservation(work, { organization, bytes: reservedBytes })
    work.record({
      action: 'UPLOAD',
      resource: 'file',
      organization,
      objectId: file,
      objectRepr: 'interrupted upload',
      details: { success: false, error: 'interrupted', filePath: blob.storageKey, reservedBytes },
    })
    if (deleted.wasWholeFile)
      work.emit({ topic: 'file.refused', organization, resource: 'file', objectId: file, payload: {} })
  })
  log.info({ file, organization }, 'interrupted upload cleared away')
}
