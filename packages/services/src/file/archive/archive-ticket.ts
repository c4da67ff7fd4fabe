import { createHash, randomBytes } from 'node:crypto'
import {
  asSystem,
  findCallerOfUser,
  insertDownloadTicket,
  type RequestOrigin,
  takeDownloadTicket,
  type WorkContext,
} from '@groundwork/db'
import { DomainError, type JsonObject } from '@groundwork/domain'
import { personOf } from '../../identity/acting.ts'
import { principalOfUser } from '../../identity/build-principal.ts'
import type { FileServices } from '../file-services.ts'
import { type ArchiveRequest, archiveRequest } from './archive-request.ts'
import { planArchive } from './plan-archive.ts'

const TICKET_SECONDS = 60

/**
 * An address from which a browser fetches an archive by itself, once and soon: a page cannot send a credential along with a
 * download. A key has no need of one and gets none, for the ticket stands for all the rights of its person.
 */
export async function issueArchiveTicket(
  services: FileServices,
  context: WorkContext,
  request: ArchiveRequest,
): Promise<{ readonly url: string; readonly expiresAt: string }> {
  const { userId: user } = personOf(context)
  await planArchive(services, context, request)
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(services.clock().getTime() + TICKET_SECONDS * 1000)
  await services.database.withUnitOfWork(context, (work) =>
    insertDownloadTicket(work, { id: ticketId(token), user, selection: selectionOf(request), expiresAt }),
  )
  const url = new URL('/api/v1/files/zip/', services.config.publicUrl)
  url.searchParams.set('ticket', token)
  return { url: url.href, expiresAt: expiresAt.toISOString() }
}

const selectionOf = ({ organization, ids, folders }: ArchiveRequest): JsonObject => ({
  ids,
  folders,
  ...(organization !== undefined && { organization }),
})

const byTicket = asSystem('take the ticket of whoever fetches an archive')

export interface RedeemedTicket {
  readonly context: WorkContext
  readonly request: ArchiveRequest
}

/** Who stands behind a ticket, with the rights they have now. It is spent from here on. */
export async function redeemArchiveTicket(
  { database, clock }: FileServices,
  origin: RequestOrigin,
  token: string,
): Promise<RedeemedTicket> {
  return database.withUnitOfWork({ ...byTicket, origin }, async (work) => {
    const ticket = await takeDownloadTicket(work, ticketId(token), clock())
    const caller = ticket && (await findCallerOfUser(work, ticket.user))
    if (!caller?.isActive) throw ticketRefused()
    return { context: { actor: principalOfUser(caller), origin }, request: archiveRequest.parse(ticket?.selection) }
  })
}

/** What the database knows of a ticket is of no use to whoever reads it there. */
function ticketId(token: string): string {
  const digest = createHash('sha256').update(token).digest('hex')
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const ticketRefused = () =>
  new DomainError('forbidden', 'This download address has been used or has expired. Ask for it again.', {
    reason: 'ticket_invalid',
  })
