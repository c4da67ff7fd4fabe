import type { SessionPart, UploadSession } from '@groundwork/db'
import { invalidField, notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../../file/file-services.ts'
import type { StoredFileRow } from '../../file/upload-intake.ts'
import { failedBefore } from '../failed-before.ts'
import { finishSession } from '../finish-session.ts'
import { type HeldSession, holdSession } from '../hold-session.ts'
import type { Sender } from '../sender.ts'
import { fieldsOf } from '../session-fields.ts'
import { whileSenderMay } from '../while-sender-may.ts'
import { partBytesOf } from './sign-parts.ts'

export interface DirectCompletion {
  readonly id: string
  readonly parts: readonly { readonly number: number; readonly etag: string }[]
  /** Of the whole file, where it was not said before. */
  readonly sha256?: string | undefined
}

/** All parts are in the bucket: they become a file as those of every other door do. May be repeated when no answer came. */
export function completeDirectUpload(
  services: FileServices,
  sender: Sender,
  { id, ...completion }: DirectCompletion,
): Promise<StoredFileRow> {
  return holdSession(services, sender, id, async (held) => {
    if (held.session.kind !== 'direct') throw notFound('upload')
    const file = await settled(services, sender, { held, completion })
    return services.database.reader(sender).get(StoredFile, file)
  })
}

interface Completing {
  readonly held: HeldSession
  readonly completion: Omit<DirectCompletion, 'id'>
}

async function settled(services: FileServices, sender: Sender, { held, completion }: Completing): Promise<string> {
  const { session, save } = held
  if (session.status === 'failed') throw failedBefore(session)
  if (session.file !== null) return session.file
  const parts = partsOf(session, completion)
  const sha256 = digestOf(session, completion)
  const receivedBytes = session.declaredBytes ?? 0
  await save({ parts, receivedBytes })
  const metadata = { ...session.metadata, ...(sha256 !== undefined && { sha256 }) }
  const complete = { ...held, session: { ...session, parts, receivedBytes, metadata } }
  return whileSenderMay(services, sender, complete, (right) => finishSession(services, sender, { ...complete, right }))
}

/** Each of them once. What is really in the bucket, it says when it completes them. */
function partsOf(session: UploadSession, { parts }: Completing['completion']): SessionPart[] {
  const ordered = [...parts].sort((one, other) => one.number - other.number)
  const count = Math.ceil((session.declaredBytes ?? 0) / session.partBytes)
  if (ordered.length !== count || ordered.some(({ number }, index) => number !== index + 1))
    throw invalidField('parts', `Must name the parts 1 to ${count}, each once`, 'parts_incomplete')
  return ordered.map(({ number, etag }) => ({
    number,
    etag: etag.replace(/^"|"$/g, ''),
    bytes: partBytesOf(session, number),
  }))
}

function digestOf(session: UploadSession, { sha256 }: Completing['completion']): string | undefined {
  const announced = fieldsOf(session).sha256
  if (announced !== undefined && sha256 !== undefined && announced !== sha256)
    throw invalidField('sha256', 'Is another one than was announced', 'checksum_mismatch')
  return announced ?? sha256
}
