import type { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { Country, type ImportSessionRow, invalidField, type SessionPart } from '@groundwork/domain'
import { type FileServices, receiveUpload, takeBackFiles } from '../file/index.ts'
import { renewed } from '../identity/acting.ts'
import { createImportSession, refuseParts } from './create-import-session.ts'

export interface SessionFile {
  readonly part: SessionPart
  readonly fileName: string
  readonly stream: Readable
}

export interface SessionForm {
  readonly organization: string
  readonly country: string
  /** As they come: the next one begins when the one before has been read. */
  readonly files: AsyncIterable<SessionFile>
  /** No file can be longer, says the transport. */
  readonly declaredSize?: number | undefined
}

/**
 * Takes the files of a session in by the one way in for bytes, as files of its country, and makes the session of them (seed 002, File
 * Upload Integration). Of a form that comes to nothing the files go into the trash.
 */
export async function sessionFromForm(
  services: FileServices,
  context: WorkContext,
  { organization, country, files, declaredSize }: SessionForm,
): Promise<ImportSessionRow> {
  await requireCountry(services, context, country)
  const kept = new Map<SessionPart, string>()
  try {
    for await (const { part, fileName, stream } of files) {
      if (kept.has(part)) throw invalidField(`${part}File`, 'Send this file once', 'too_many_files')
      refuseParts(context, { organization }, [part])
      const customFields = { country }
      const upload = { organization, fileName, stream, declaredSize, customFields, createdVia: 'import session' }
      const { id } = await receiveUpload(services, context, upload)
      kept.set(part, id)
    }
    const [statFile = null, recapFile = null] = [kept.get('stat'), kept.get('recap')]
    return await createImportSession(services, await renewed(context), { organization, country, statFile, recapFile })
  } catch (error) {
    await takeBackFiles(services, context, [...kept.values()])
    throw error
  }
}

/** Before bytes are taken as those of a country that is none. @throws DomainError invalid on `country` */
async function requireCountry({ database }: FileServices, context: WorkContext, country: string): Promise<void> {
  const isCode = Country.fields.code?.schema.safeParse(country).success
  const found = isCode ? await database.reader(context).find(Country, country) : null
  if (!found?.isActive) throw invalidField('country', 'Does not exist', 'no_such_reference')
}
