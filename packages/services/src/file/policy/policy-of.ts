import { findStorageRules, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { type FilePolicy, narrowPolicy, policyFor, type StorageSystem, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { storagesFor } from '../move-storage/storages-for.ts'
import type { UploadFields } from '../upload.ts'
import { readRules } from './rules-of.ts'

export interface JudgedPlace {
  readonly organization: string
  readonly system: StorageSystem
}

/**
 * The one policy by which a file is judged, whichever door it comes through: the installation's, with what the part of the
 * product that it belongs to takes besides, made narrower by its organization.
 */
export async function policyOf(
  work: UnitOfWork,
  installation: FilePolicy,
  { organization, system }: JudgedPlace,
): Promise<FilePolicy> {
  const { rules } = await findStorageRules(work, organization)
  return narrowPolicy(policyFor(installation, system), readRules(rules))
}

/** The services with that policy, and with the organization's own storage. A version is judged as the file it belongs to. */
export async function servicesFor<Services extends Pick<FileServices, 'database' | 'filePolicy' | 'storages'>>(
  services: Services,
  context: WorkContext,
  { organization, place, replaces }: Pick<UploadFields, 'organization' | 'place' | 'replaces'>,
): Promise<Services> {
  const own = await services.database.withUnitOfWork(context, async (work) => {
    const file = replaces === undefined ? null : await work.find(StoredFile, replaces)
    const system = file?.system ?? place?.system ?? 'workspace'
    return {
      filePolicy: await policyOf(work, services.filePolicy, { organization, system }),
      storages: await storagesFor(work, services.storages, organization),
    }
  })
  return { ...services, ...own }
}
