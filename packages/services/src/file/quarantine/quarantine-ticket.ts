import type { RequestOrigin, WorkContext } from '@groundwork/db'
import { z } from 'zod'
import { personOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { toldWhenRefused } from '../record-file-access.ts'
import type { ServedBytes } from '../served-file.ts'
import { issueTicket, redeemTicket, type TicketAddress } from '../ticket/download-ticket.ts'
import { openQuarantined } from './open-quarantined.ts'
import { type RefusedVersionOf, reachRefused } from './refused-version.ts'

const selection = z.strictObject({ quarantined: z.uuid(), number: z.int().min(1) })

/**
 * An address from which a browser fetches what the scanner keeps back, once and within a minute, of whatever size. Only for who may decide about it,
 * when it is asked for and again when it is fetched, which is what the audit trail tells of.
 */
export async function issueQuarantineTicket(
  services: FileServices,
  context: WorkContext,
  wanted: RefusedVersionOf,
): Promise<TicketAddress> {
  personOf(context)
  const reached = services.database.withUnitOfWork(context, (work) => reachRefused(work, wanted))
  const refusal = { context, action: 'DOWNLOAD', file: wanted.id } as const
  const { file, version } = await toldWhenRefused(reached, services.database, refusal)
  const path = '/api/v1/files/quarantined/bytes/'
  return issueTicket(services, context, { path, selection: { quarantined: file.id, number: version.number } })
}

/** The bytes that such an address leads to. */
export async function openQuarantinedByTicket(
  services: FileServices,
  origin: RequestOrigin,
  token: string,
): Promise<ServedBytes> {
  const { context, request } = await redeemTicket(services, origin, { token, selection })
  return openQuarantined(services, context, { id: request.quarantined, number: request.number })
}
