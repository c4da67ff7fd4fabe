import { forgetDataJobTraces, hasImportIssues } from '@groundwork/db'
import type { JsonObject } from '@groundwork/domain'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'

/**
 * Throws away what is left of a run that counts no more: of a dry run there may be millions of faulty rows, too many for one transaction.
 * The cursor is that of the beginning, so that whoever goes on after a crash throws away the rest. Where nothing is left there is no
 * checkpoint: a job that kills whoever begins it is known by that.
 */
export async function forgetTraces(
  { database }: DataJobServices,
  { job: { organization, id: job }, context, signal, checkpoint }: DataJobRun,
  cursor: JsonObject,
): Promise<void> {
  if (!(await database.look(context, (work) => hasImportIssues(work, { organization, job })))) return
  const forgetBehind = (after: string | null): Promise<string | null> =>
    database.withUnitOfWork(context, async (work) => {
      await checkpoint(work, { progress: 0, cursor })
      return forgetDataJobTraces(work, { organization, job, after })
    })
  let after: string | null = null
  do {
    signal.throwIfAborted()
    after = await forgetBehind(after)
  } while (after !== null)
}
