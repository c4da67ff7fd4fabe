import { asSystem, deleteUpload, type FileVersion, type Lease, settleQuota, takeStaleUpload } from '@groundwork/db'
import { toStorageKey } from '@groundwork/storage'
import { v4 } from 'uuid'
import type { FileServices } from './file-services.ts'

const system = asSystem('clear away uploads whose process died')
const LEASE_SECONDS = 60

/**
 * Clears away uploads that nobody is receiving any more: bytes first, then rows and reservation. Run at start and every
 * so often; any number may run at once. Says how many it cleared.
 */
export async function reapStaleUploads(services: FileServices, signal?: AbortSignal): Promise<number> {
  let reaped = 0
  while (!signal?.aborted) {
    const lease = { token: v4(), seconds: LEASE_SECONDS }
    const version = await services.database.withUnitOfWork(system, (work) => takeStaleUpload(work, lease))
    if (!version) break
    await reap(services, version, lease)
    reaped += 1
  }
  return reaped
}

async function reap({ database, storage, log }: FileServices, version: FileVersion, { token }: Lease): Promise<void> {
  const { file, organization } = version
  await storage.remove([toStorageKey(version.storageKey)])
  await database.withUnitOfWork(system, async (work) => {
    if (!(await deleteUpload(work, version, token))) return
    await settleQuota(work, organization, { reserved: version.bytes, kept: 0 })
    work.record({
      action: 'UPLOAD',
      resource: 'file',
      organization,
      objectId: file,
      objectRepr: 'interrupted upload',
      details: { success: false, error: 'interrupted', filePath: version.storageKey, reservedBytes: version.bytes },
    })
    work.emit({ topic: 'file.refused', organization, resource: 'file', objectId: file, payload: {} })
  })
  log.info({ file, organization }, 'interrupted upload cleared away')
}
