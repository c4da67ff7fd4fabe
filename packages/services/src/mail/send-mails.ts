import { asSystem, findEventPayload, findOpenReset, type UnitOfWork } from '@groundwork/db'
import {
  type AccountPayload,
  type EventPayload,
  Invitation,
  type NoticePayload,
  passwordResetMinutes,
  User,
} from '@groundwork/domain'
import type { Logger } from 'pino'
import type { DerivedKeys } from '../config/derive-keys.ts'
import type { Config } from '../config/read-config.ts'
import type { Done } from '../file/scan-file.ts'
import { unseal } from '../identity/seal.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { composeMail, type Letter } from './compose-mail.ts'
import { accountNoticeLetter, invitationLetter, passwordResetLetter } from './letters.ts'
import { type LinkSource, linkToken } from './link-token.ts'
import { MailError } from './mail-error.ts'
import type { MailSender } from './mail-sender.ts'

export interface MailServices extends EngineServices {
  /** Null where there is no way to send. */
  readonly mail: MailSender | null
  readonly keys: Pick<DerivedKeys, 'mailLinkSecret' | 'mailAddressKey'>
  readonly config: Pick<Config, 'publicUrl'>
  readonly clock: () => Date
  readonly log: Logger
}

const system = asSystem('write the mail that follows from an event')

/** Mails the link by which a forgotten password is replaced. Nothing when it was used or has run out meanwhile. */
export function sendPasswordReset(services: MailServices, { event, objectId: id }: AccountPayload, done: Done) {
  return sendOnce(services, done, async (work) => {
    const reset = await findOpenReset(work, { id, now: services.clock() })
    if (!reset) return null
    const { email, username, expiresAt } = reset
    const url = link(services, '/reset', { purpose: 'password-reset', id, expiresAt: new Date(expiresAt) })
    return passwordResetLetter({ key: event, to: email }, { url, username, minutes: passwordResetMinutes })
  })
}

/** Mails the link of an invitation as it stands now: sent again meanwhile, it is the new link. */
export function sendInvitation(services: MailServices, { event, objectId: id }: EventPayload, done: Done) {
  return sendOnce(services, done, async (work) => {
    const invitation = await work.find(Invitation, id)
    if (!invitation || new Date(invitation.expiresAt) <= services.clock()) return null
    const { email, organizationName, roleName, expiresAt } = invitation
    const url = link(services, '/invitation', { purpose: 'invitation', id, expiresAt: new Date(expiresAt) })
    return invitationLetter(
      { key: event, to: email },
      { url, organizationName: organizationName ?? '', roleName: roleName ?? '' },
    )
  })
}

/** Tells the owner of an account what was done to it: of another address, at the one before. */
export function sendAccountNotice(services: MailServices, { event, objectId, topic }: NoticePayload, done: Done) {
  const { publicUrl } = services.config
  return sendOnce(services, done, async (work) => {
    const user = await work.find(User, objectId)
    if (!user) return null
    const to = topic === 'user.emailChanged' ? await addressBefore(services, work, { event, objectId }) : user.email
    return accountNoticeLetter({ key: event, to }, { topic, username: user.username, publicUrl })
  })
}

/** Sealed in the event: it stands nowhere else by now. */
async function addressBefore(
  { keys }: MailServices,
  work: UnitOfWork,
  { event, objectId }: Pick<NoticePayload, 'event' | 'objectId'>,
): Promise<string> {
  const { address } = (await findEventPayload(work, event)) ?? {}
  return unseal({ key: keys.mailAddressKey, owner: objectId }, String(address)).toString()
}

/** Sends the one letter that there may be. */
function sendOnce(
  services: MailServices,
  done: Done,
  write: (work: UnitOfWork) => Promise<Letter | null>,
): Promise<void> {
  return sendAll(services, done, async (work) => {
    const letter = await write(work)
    return letter ? [letter] : []
  })
}

/**
 * Sends what there is to send, outside any transaction, and then says so. A process that dies in between sends the mails a
 * second time, under the same Message-IDs. What the server refuses for good is not tried again.
 */
export async function sendAll(
  { database, mail, log }: MailServices,
  done: Done,
  write: (work: UnitOfWork) => Promise<readonly Letter[]>,
): Promise<void> {
  const letters = mail ? await database.withUnitOfWork(system, write) : []
  for (const letter of letters) {
    try {
      await mail?.send(composeMail(letter))
    } catch (error) {
      if (!(error instanceof MailError) || !error.isPermanent) throw error
      log.warn({ event: letter.key, reason: error.reason }, 'a mail cannot be delivered')
    }
  }
  await database.withUnitOfWork(system, done)
}

/** On the configured address, whatever host the request came in by. */
const link = ({ keys, config }: MailServices, path: string, source: LinkSource) =>
  `${config.publicUrl}${path}?token=${linkToken(keys.mailLinkSecret, source)}`
