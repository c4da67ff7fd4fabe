import { type TagUse, tagsInUse, type WorkContext } from '@groundwork/db'
import { Organization } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'
import { seesEveryFile } from './sees-every-file.ts'

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
