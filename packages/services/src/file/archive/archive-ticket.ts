import type { RequestOrigin, WorkContext } from '@groundwork/db'
import { personOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { issueTicket, type Redeemed, redeemTicket, type TicketAddress } from '../ticket/download-ticket.ts'
import { type ArchiveRequest, archiveRequest } from './archive-request.ts'
import { planArchive } from './plan-archive.ts'

/** An address from which a browser fetches an archive by itself, once and within a minute. */
export async function issueArchiveTicket(
  services: FileServices,
  context: WorkContext,
  request: ArchiveRequest,
): Promise<TicketAddress> {
  personOf(context)
  await planArchive(services, context, request)
  const { organization, ids, folders } = request
  const selection = { ids, folders, ...(organization !== undefined && { organization }) }
  return issueTicket(services, context, { path: '/api/v1/files/zip/', selection })
}

/** Who stands behind a ticket for an archive, and what they want in it. */
export const redeemArchiveTicket = (
  services: FileServices,
  origin: RequestOrigin,
  token: string,
): Promise<Redeemed<ArchiveRequest>> => redeemTicket(services, origin, { token, selection: archiveRequest })
