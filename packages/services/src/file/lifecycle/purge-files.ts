import type { UnitOfWork, WorkContext } from '@groundwork/db'
import { notFound, type RowOf, type SettledRules, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { rulesOf } from '../policy/rules-of.ts'
import { purgeFile } from './purge-file.ts'

/** Purges deleted files for good: all of them, or none. Says how many they were. */
export function purgeFiles(
  { database, clock }: Pick<FileServices, 'database' | 'clock'>,
  context: WorkContext,
  ids: readonly string[],
): Promise<number> {
  return database.withUnitOfWork(context, async (work) => {
    const once = [...new Set(ids)].sort()
    const rules = rulesByOrganization(work)
    const files: RowOf<typeof StoredFile>[] = []
    // All of them before the first quota: whoever has locked one of them may be about to ask for that.
    for (const id of once) {
      const file = await work.get(StoredFile, id, { action: 'purge', withDeleted: true, lock: true })
      if (file.status === 'purged') throw notFound(StoredFile.label)
      files.push(file)
    }
    for (const file of files.sort(byOrganization))
      await purgeFile(work, file, { rules: await rules(file.organization), now: clock() })
    return once.length
  })
}

/** The order in which quotas are locked. */
const byOrganization = (one: RowOf<typeof StoredFile>, other: RowOf<typeof StoredFile>) =>
  one.organization < other.organization ? -1 : Number(one.organization > other.organization)

/** The rules of each organization, read once. */
function rulesByOrganization(work: UnitOfWork): (organization: string) => Promise<SettledRules> {
  const known = new Map<string, SettledRules>()
  return async (organization) => {
    const rules = known.get(organization) ?? (await rulesOf(work, organization))
    known.set(organization, rules)
    return rules
  }
}
