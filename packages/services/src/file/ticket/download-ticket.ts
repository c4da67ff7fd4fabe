import { createHash, randomBytes } from 'node:crypto'
import {
  asSystem,
  findCallerOfSession,
  insertDownloadTicket,
  type RequestOrigin,
  takeDownloadTicket,
  type WorkContext,
} from '@groundwork/db'
import { DomainError, type JsonObject } from '@groundwork/domain'
import type { z } from 'zod'
import { personOf } from '../../identity/acting.ts'
import { principalOfSession } from '../../identity/build-principal.ts'
import type { FileServices } from '../file-services.ts'

const TICKET_SECONDS = 60

/** An address from which a browser fetches something by itself, once and soon. */
export interface TicketAddress {
  readonly url: string
  readonly expiresAt: string
}

/**
 * A page cannot send a credential along with a download, and would have to hold all of it in memory to fetch it itself. A key has no need of a
 * ticket and gets none, for it stands for all the rights of its person. Whether they may have what it is for is the caller's to ask before.
 */
export async function issueTicket(
  { database, clock, config }: FileServices,
  context: WorkContext,
  { path, selection }: { readonly path: string; readonly selection: JsonObject },
): Promise<TicketAddress> {
  const { userId, sessionId } = personOf(context)
  if (sessionId === undefined) throw new Error('A ticket is for somebody who is signed in: it ends with their session')
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(clock().getTime() + TICKET_SECONDS * 1000)
  await database.withUnitOfWork(context, (work) =>
    insertDownloadTicket(work, { id: ticketId(token), userId, sessionId, selection, expiresAt }),
  )
  const url = new URL(path, config.publicUrl)
  url.searchParams.set('ticket', token)
  return { url: url.href, expiresAt: expiresAt.toISOString() }
}

const byTicket = asSystem('take the ticket of whoever fetches what it is for')

export interface Redeemed<Request> {
  readonly context: WorkContext
  readonly request: Request
}

/** Who stands behind a ticket, with the rights they have now: nobody, once the session is over that asked for it. It is spent from here on, also at a door that it was not for. */
export async function redeemTicket<Request>(
  { database, clock }: FileServices,
  origin: RequestOrigin,
  { token, selection }: { readonly token: string; readonly selection: z.ZodType<Request> },
): Promise<Redeemed<Request>> {
  const now = clock()
  const { ticket, caller } = await database.withUnitOfWork({ ...byTicket, origin }, async (work) => {
    const ticket = await takeDownloadTicket(work, ticketId(token), now)
    return { ticket, caller: ticket && (await findCallerOfSession(work, { ...ticket, now })) }
  })
  const { data: request } = selection.safeParse(ticket?.selection)
  if (!ticket || !caller || request === undefined) throw ticketRefused()
  return { context: { actor: principalOfSession(caller, ticket.sessionId), origin }, request }
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
