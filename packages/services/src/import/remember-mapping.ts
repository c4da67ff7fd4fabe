import { keepImportMapping } from '@groundwork/db'
import type { ImportParameters, Resource } from '@groundwork/domain'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'

interface Told {
  readonly resource: Resource
  readonly parameters: ImportParameters
  readonly header: readonly string[]
}

/** A header that is longer is that of no file that people fill in. */
const mostNames = 300

/**
 * Keeps what somebody has said of a header, for the next file like it (seed 001, saved mappings). What was only guessed is guessed again:
 * by then there may be more to guess from. Defaults hold values of rows, and those are kept with the job alone.
 */
export async function rememberMapping(
  { database }: DataJobServices,
  { job: { organization }, context }: DataJobRun,
  { resource, parameters, header }: Told,
): Promise<void> {
  const { mapping, mode, match, transforms, decimal, date_order: dateOrder } = parameters
  if (!mapping || header.length > mostNames) return
  const settings = { mode, match, transforms, decimal, dateOrder }
  await database.withUnitOfWork(context, (work) =>
    keepImportMapping(work, { organization, resource, header, mapping, settings }),
  )
}
