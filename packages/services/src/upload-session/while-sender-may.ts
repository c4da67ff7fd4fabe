import type { Readable } from 'node:stream'
import type { UploadSession, WorkContext } from '@groundwork/db'
import { checkMayStillUpload } from '../file/check-may-upload.ts'
import type { FileServices } from '../file/file-services.ts'
import type { WatchedRight } from '../file/watch-right.ts'
import { whileAllowed } from '../file/while-allowed.ts'
import type { Sender } from './sender.ts'
import { fieldsOf } from './session-fields.ts'

interface Continued {
  readonly session: UploadSession
  /** Of the piece that is coming, where one is. */
  readonly stream?: Readable
}

/** Goes on with an upload for whoever may still send it, for as long as they may. @throws DomainError at once for whoever may not */
export async function whileSenderMay<Result>(
  services: FileServices,
  sender: Sender,
  { session, stream }: Continued,
  use: (right: WatchedRight) => Promise<Result>,
): Promise<Result> {
  const { fields } = fieldsOf(session)
  const { organization, fileName } = fields
  const judge = (now: WorkContext) => checkMayStillUpload(services, now, fields)
  await judge(sender)
  return whileAllowed(services, sender, { organization, fileName, judge, ...(stream && { stream }) }, use)
}
