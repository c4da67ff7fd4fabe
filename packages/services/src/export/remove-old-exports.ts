import { asSystem } from '@groundwork/db'
import { DataJob, type DataJobRow, isDomainError, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file/index.ts'

const dayMs = 24 * 60 * 60 * 1000
/** What was taken out is out of date soon, and is data in one more place as long as it lies there. */
const exportDays = 7
/** A worker may have been away for a while; what is older still has been cleared away. */
const lookBackDays = 60

const system = asSystem('remove the files of exports that are a week old')

type RemovingServices = Pick<FileServices, 'database' | 'clock' | 'log'>

/** Puts the files of old exports into the trash, which ends as trash does. One that is held stays. Says how many went. */
export async function removeOldExports(services: RemovingServices, signal?: AbortSignal): Promise<number> {
  const { database, clock, log } = services
  const now = clock().getTime()
  const days = [lookBackDays, exportDays].map((count) => new Date(now - count * dayMs).toISOString())
  const filter = {
    and: [
      { field: 'jobType', op: 'eq', value: 'export' },
      { field: 'finishedAt', op: 'between', value: days },
    ],
  } as const
  let removed = 0
  let cursor: string | null = null
  do {
    const page: { readonly rows: DataJobRow[]; readonly nextCursor: string | null } = await database
      .reader(system)
      .list(DataJob, { filter, orderBy: ['finishedAt'], limit: 200, ...(cursor && { cursor }) })
    for (const { outputFile } of page.rows) {
      if (signal?.aborted) return removed
      if (outputFile && (await isRemoved(services, outputFile))) removed += 1
    }
    cursor = page.nextCursor
  } while (cursor)
  if (removed) log.info({ files: removed }, 'removed old exports')
  return removed
}

async function isRemoved({ database, log }: RemovingServices, file: string): Promise<boolean> {
  try {
    await database.withUnitOfWork(system, (work) => work.remove(StoredFile, file))
    return true
  } catch (error) {
    if (!isDomainError(error)) throw error
    // Gone already, or under a legal hold.
    log.debug({ file, reason: error.reason ?? error.code }, 'an old export stays')
    return false
  }
}
