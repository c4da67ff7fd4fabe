import type { UnitOfWork, WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  fileOfPart,
  ImportSession,
  type ImportSessionRow,
  type SessionPart,
  StoredFile,
  sessionParts,
  stepsOfSession,
  targetsOfPart,
} from '@groundwork/domain'
import { insertDataJob } from '../data-job/create-data-job.ts'
import { inputFault } from '../data-job/job-input-files.ts'
import { requireJobRight } from '../data-job/job-target.ts'
import { elevated } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'

export type NewImportSession = CreateOf<typeof ImportSession>

/**
 * Makes a session of one or two files that are there, and its first job with it (seed 002, Session Creation). Everything is judged by
 * the caller's rights, as if it were done; it is then done by the system, for jobs are its own.
 */
export async function createImportSession(
  { database }: EngineServices,
  context: WorkContext,
  input: NewImportSession,
): Promise<ImportSessionRow> {
  refuseParts(
    context,
    input,
    sessionParts.filter((part) => fileOfPart(input, part) !== null),
  )
  await database.rehearse(context, (work) => makeSession(work, input))
  const made = await database.withUnitOfWork(
    elevated(context, 'make the import session that somebody asks for'),
    async (work) => {
      const session = await makeSession(work, input)
      const [first] = stepsOfSession(session)
      if (!first) throw new Error('A session has a file, so it has a step')
      const { organization, id: importSession } = session
      const { target, file, parameters } = first
      await insertDataJob(work, {
        organization,
        jobType: 'import',
        target,
        inputFiles: { main: file },
        parameters,
        importSession,
      })
      return session
    },
  )
  // Who may make sessions need not be somebody who sees them.
  return (await database.reader(context).find(ImportSession, made.id)) ?? { ...made, abilities: [] }
}

/** What is refused whatever the files hold: before the bytes of a form are taken. @throws DomainError forbidden */
export function refuseParts(
  context: WorkContext,
  { organization }: Pick<NewImportSession, 'organization'>,
  parts: readonly SessionPart[],
): void {
  for (const target of parts.flatMap(targetsOfPart))
    requireJobRight(context, { organization, jobType: 'import', target })
}

async function makeSession(work: UnitOfWork, input: NewImportSession): Promise<ImportSessionRow> {
  const faults: Record<string, string[]> = {}
  for (const part of sessionParts) {
    const file = fileOfPart(input, part)
    const fault = file === null ? null : await claimFile(work, input, file)
    if (fault) faults[fieldOf[part]] = [fault]
  }
  if (!Object.keys(faults).length) return work.insert(ImportSession, input)
  throw new DomainError('invalid', 'The files of the session cannot be used', {
    reason: 'invalid_input',
    fields: faults,
  })
}

const fieldOf: Readonly<Record<SessionPart, 'statFile' | 'recapFile'>> = { stat: 'statFile', recap: 'recapFile' }

/**
 * A file of a session is of its country: rules of roles go by that (seed 002, Country-Based Filtering). One that has none yet takes
 * it, where the caller may change the file. Resolves to what is wrong.
 */
async function claimFile(
  work: UnitOfWork,
  { organization, country }: NewImportSession,
  key: string,
): Promise<string | null> {
  const fault = await inputFault(work, organization, key)
  if (fault) return fault
  const { customFields } = await work.get(StoredFile, key, { lock: true })
  // A grant on some fields of files may leave this one closed: then it comes as null.
  if (!customFields) throw new DomainError('forbidden', 'Not allowed: view the country of the file')
  const { country: own } = customFields
  if (own === country) return null
  if (own !== undefined && own !== null && own !== '') return 'The file is of another country'
  await work.update(StoredFile, key, { customFields: { ...customFields, country } })
  return null
}
