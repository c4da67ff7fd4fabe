import type { UnitOfWork } from '@groundwork/db'
import { DataJob, type EventPayload, User } from '@groundwork/domain'
import type { Done } from '../file/scan-file.ts'
import type { Letter } from './compose-mail.ts'
import { exportEndedLetter } from './letters.ts'
import { type MailServices, sendAll } from './send-mails.ts'

/** Whoever asked for less than this has been watching. */
const patienceMs = 60_000

/** Tells whoever asked for a long export how it ended: they have turned to something else by then. */
export function sendExportEnded(services: MailServices, payload: EventPayload, done: Done) {
  return sendAll(services, done, (work) => lettersFor(work, payload, services))
}

async function lettersFor(
  work: UnitOfWork,
  { event, organization, objectId }: EventPayload,
  { config }: MailServices,
): Promise<Letter[]> {
  const job = await work.find(DataJob, objectId)
  if (!job || job.organization !== organization || job.jobType !== 'export' || !job.createdBy) return []
  const { createdAt, finishedAt, target, status, organizationName } = job
  if (!finishedAt || Date.parse(finishedAt) - Date.parse(createdAt) < patienceMs) return []
  const person = await work.find(User, job.createdBy)
  if (!person) return []
  const about = { target, organizationName, isReady: status === 'COMPLETED', url: `${config.publicUrl}/data-jobs` }
  return [exportEndedLetter({ key: event, to: person.email }, about)]
}
