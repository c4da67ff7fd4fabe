import { administratorsOf, findEventPayload, type UnitOfWork } from '@groundwork/db'
import { type EventPayload, Organization } from '@groundwork/domain'
import type { Done } from '../file/scan-file.ts'
import type { Letter } from './compose-mail.ts'
import { quotaWarningLetter } from './letters.ts'
import { type MailServices, sendAll } from './send-mails.ts'

/** Tells those who run an organization that its storage runs out. */
export function sendQuotaWarning(services: MailServices, { event, objectId }: EventPayload, done: Done) {
  return sendAll(services, done, (work) => lettersFor(work, { event, organization: objectId, services }))
}

interface Warning {
  readonly event: string
  readonly organization: string
  readonly services: MailServices
}

async function lettersFor(work: UnitOfWork, { event, organization, services }: Warning): Promise<Letter[]> {
  const { percent, quotaBytes } = (await findEventPayload(work, event)) ?? {}
  const place = await work.find(Organization, organization)
  if (!place) return []
  const people = await administratorsOf(work, organization)
  const about = { name: place.name, percent: Number(percent), quotaBytes: Number(quotaBytes) }
  const url = `${services.config.publicUrl}/files`
  return people.map(({ id, email }) => quotaWarningLetter({ key: `${event}.${id}`, to: email }, { ...about, url }))
}
