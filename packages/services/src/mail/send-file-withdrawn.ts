import { administratorsOf, findEventPayload, type UnitOfWork } from '@groundwork/db'
import { type EventPayload, StoredFile } from '@groundwork/domain'
import type { Done } from '../file/scan-file.ts'
import type { Letter } from './compose-mail.ts'
import { fileWithdrawnLetter } from './letters.ts'
import { type MailServices, sendAll } from './send-mails.ts'

/** Tells those who run an organization that a file was taken out of service: people may have worked with it. */
export function sendFileWithdrawn(services: MailServices, payload: EventPayload, done: Done) {
  return sendAll(services, done, (work) => lettersFor(work, payload, services))
}

async function lettersFor(
  work: UnitOfWork,
  { event, organization, objectId }: EventPayload,
  { config }: MailServices,
): Promise<Letter[]> {
  const { reason } = (await findEventPayload(work, event)) ?? {}
  const file = await work.find(StoredFile, objectId, { withDeleted: true })
  if (file?.organization !== organization) return []
  const people = await administratorsOf(work, organization)
  const about = {
    fileName: file.originalFilename,
    organizationName: file.organizationName,
    reason: String(reason ?? ''),
    url: `${config.publicUrl}/files`,
  }
  return people.map(({ id, email }) => fileWithdrawnLetter({ key: `${event}.${id}`, to: email }, about))
}
