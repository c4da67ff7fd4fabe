import { findStorageRules, findStorageTerms, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  type FilePolicy,
  narrowPolicy,
  policyFor,
  type SettledRules,
  type StorageSystem,
  StoredFile,
  settleRules,
} from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { storagesTo } from '../move-storage/storages-to.ts'
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

/**
 * The services with that policy, with the organization's own storage, and its word on what is kept for how long. A version is judged
 * as the file it belongs to.
 */
export async function servicesFor<Services extends Pick<FileServices, 'database' | 'filePolicy' | 'storages'>>(
  services: Services,
  context: WorkContext,
  { organization, place, replaces }: Pick<UploadFields, 'organization' | 'place' | 'replaces'>,
): Promise<Services & { readonly rules: SettledRules }> {
  const { file, terms } = await services.database.look(context, async (work) => ({
    file: replaces === undefined ? null : await work.find(StoredFile, replaces),
    terms: await findStorageTerms(work, organization),
  }))
  const rules = readRules(terms.rules)
  const system = file?.system ?? place?.system ?? 'workspace'
  return {
    ...services,
    filePolicy: narrowPolicy(policyFor(services.filePolicy, system), rules),
    storages: storagesTo(services.storages, terms.target),
    rules: settleRules(rules),
  }
}
