import { asSystem, type Database, dataJobsReading } from '@groundwork/db'
import { offerDataJob } from '../../data-job/offer-data-job.ts'
import { gatheredBy } from '../../gathered.ts'

const system = asSystem('wake the data jobs that waited for a scanned file')

/**
 * Offers the data jobs again that read this file, which was scanned. Asked of many files at once, and behind the commit: whoever asks for a
 * job from then on finds the file scanned. What a process that dies in between leaves is offered again by the sweep.
 */
export const wakeDataJobs = (database: Database, file: string): Promise<boolean> => wakesThrough(database).call(file)

const wakesThrough = gatheredBy<Database, string, boolean>((database) => ({
  together: async (files) => {
    await wake(database, files)
    return files.map(() => true)
  },
  alone: async (file) => {
    await wake(database, [file])
    return true
  },
}))

async function wake(database: Database, files: readonly string[]): Promise<void> {
  const waiting = await database.look(system, (work) => dataJobsReading(work, files))
  if (!waiting.length) return
  await database.withUnitOfWork(system, async (work) => {
    for (const key of waiting) offerDataJob(work, key)
  })
}
