import type { UnitOfWork } from '@groundwork/db'
import { type AskedJobType, DomainError, type NewDataJob, StoredFile } from '@groundwork/domain'

/** The parts that input files play. What an export reads is the database. */
const parts: Readonly<Record<AskedJobType, readonly string[]>> = { import: ['main'], export: [] }

/** One whose scan is still to come is waited for; these never become readable. */
const isLost = (status: string) => ['quarantined', 'unscannable', 'failed', 'damaged', 'purged'].includes(status)

/**
 * The files that a job is to read: each part filled, by a file of the same organization that whoever asks may open.
 *
 * @throws DomainError invalid, by `inputFiles.main`
 */
export async function requireInputFiles(
  work: UnitOfWork,
  { organization, jobType, inputFiles = {} }: Pick<NewDataJob, 'organization' | 'jobType' | 'inputFiles'>,
): Promise<void> {
  const faults: Record<string, string[]> = {}
  const wanted = parts[jobType]
  for (const part of wanted) if (!inputFiles[part]) faults[`inputFiles.${part}`] = ['Name the file']
  for (const [part, id] of Object.entries(inputFiles)) {
    const fault = wanted.includes(part) ? await inputFault(work, organization, id) : 'Not a part of this job'
    if (fault) faults[`inputFiles.${part}`] = [fault]
  }
  if (!Object.keys(faults).length) return
  throw new DomainError('invalid', 'The input files of the job are not valid', {
    reason: 'invalid_input',
    fields: faults,
  })
}

/** Why a file cannot be read by a job of the organization; null where nothing is in the way. */
export async function inputFault(work: UnitOfWork, organization: string, id: string): Promise<string | null> {
  const file = await work.find(StoredFile, id)
  if (file?.organization !== organization) return 'No such file'
  return isLost(file.status) ? `The file cannot be read: it is ${file.status}` : null
}
