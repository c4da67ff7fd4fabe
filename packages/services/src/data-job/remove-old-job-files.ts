import { asSystem } from '@groundwork/db'
import {
  DataJob,
  type DataJobRow,
  isDomainError,
  type JobFilePart,
  jobFileDays,
  jobFileExpiry,
  StoredFile,
} from '@groundwork/domain'
import type { FileServices } from '../file/index.ts'

const dayMs = 24 * 60 * 60 * 1000
/** A worker may have been away for a while; what is older still has been cleared away. */
const lookBackDays = 90

const parts = Object.keys(jobFileDays) as JobFilePart[]
const shortestDays = Math.min(...Object.values(jobFileDays))

const system = asSystem('remove the files of data jobs whose time is over')

type RemovingServices = Pick<FileServices, 'database' | 'clock' | 'log'>

/**
 * Puts what data jobs have written into the trash once its days are over (`jobFileDays`), which ends as trash does. A file that is held
 * stays. Says how many went.
 */
export async function removeOldJobFiles(services: RemovingServices, signal?: AbortSignal): Promise<number> {
  const { database, clock, log } = services
  const now = clock()
  const days = [lookBackDays, shortestDays].map((count) => new Date(now.getTime() - count * dayMs).toISOString())
  const filter = { field: 'finishedAt', op: 'between', value: days } as const
  let removed = 0
  let cursor: string | null = null
  do {
    const page: { readonly rows: DataJobRow[]; readonly nextCursor: string | null } = await database
      .reader(system)
      .list(DataJob, { filter, orderBy: ['finishedAt'], limit: 200, ...(cursor && { cursor }) })
    for (const file of page.rows.flatMap((job) => overdueFiles(job, now))) {
      if (signal?.aborted) return removed
      if (await isRemoved(services, file)) removed += 1
    }
    cursor = page.nextCursor
  } while (cursor)
  if (removed) log.info({ files: removed }, 'removed old files of data jobs')
  return removed
}

function overdueFiles(job: DataJobRow, now: Date): string[] {
  return parts.flatMap((part) => {
    const file = job[part]
    const expiry = jobFileExpiry(job, part)
    return file !== null && expiry !== null && Date.parse(expiry) <= now.getTime() ? [file] : []
  })
}

async function isRemoved({ database, log }: RemovingServices, file: string): Promise<boolean> {
  try {
    await database.withUnitOfWork(system, (work) => work.remove(StoredFile, file))
    return true
  } catch (error) {
    if (!isDomainError(error)) throw error
    // Gone already, or under a legal hold.
    log.debug({ file, reason: error.reason ?? error.code }, 'an old file of a data job stays')
    return false
  }
}
