import { type StorageUse, storageUse, type TagUse, tagsInUse, type WorkContext } from '@groundwork/db'
import { Organization, StoredFile, scopeFor } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'

/** How much room an organization has for files, in bytes. */
export function readQuota(
  { database }: EngineServices,
  context: WorkContext,
  organization: string,
): Promise<StorageUse> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return storageUse(work, organization)
  })
}

/** Counts of tags would tell of files that the caller cannot see, so they are for those who see all of them. */
export function listFileTags(
  { database }: EngineServices,
  context: WorkContext,
  organization: string,
): Promise<TagUse[]> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return seesEveryFile(context, organization) ? tagsInUse(work, organization) : []
  })
}

function seesEveryFile({ actor }: WorkContext, organization: string): boolean {
  if (actor.kind === 'system') return true
  const scope = scopeFor(actor, 'view', StoredFile)
  if (scope.kind !== 'within') return scope.kind === 'all'
  return scope.parts.some(
    ({ organizations, where, fields }) => !where && !fields && organizations.includes(organization),
  )
}
