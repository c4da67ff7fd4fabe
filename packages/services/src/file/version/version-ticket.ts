import type { RequestOrigin, WorkContext } from '@groundwork/db'
import { z } from 'zod'
import { personOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { openDownload, reachDownload } from '../open-download.ts'
import { toldWhenRefused } from '../record-file-access.ts'
import type { ServedBytes } from '../served-file.ts'
import { issueTicket, redeemTicket, type TicketAddress } from '../ticket/download-ticket.ts'
import type { VersionOf } from './change-file-version.ts'

const selection = z.strictObject({ versionOf: z.uuid(), number: z.int().min(1) })

/**
 * An address from which a browser fetches one version by itself, once and within a minute, of whatever size. Only for who may download it, when it
 * is asked for and again when it is fetched, which is what the audit trail tells of.
 */
export async function issueVersionTicket(
  services: FileServices,
  context: WorkContext,
  { id, number }: VersionOf,
): Promise<TicketAddress> {
  personOf(context)
  const reached = reachDownload(services, context, { file: id, version: number }, () => undefined)
  await toldWhenRefused(reached, services.database, { context, action: 'DOWNLOAD', file: id })
  return issueTicket(services, context, { path: '/api/v1/files/versions/bytes/', selection: { versionOf: id, number } })
}

/** The bytes that such an address leads to. */
export async function openVersionByTicket(
  services: FileServices,
  origin: RequestOrigin,
  token: string,
): Promise<ServedBytes> {
  const { context, request } = await redeemTicket(services, origin, { token, selection })
  return openDownload(services, context, { file: request.versionOf, version: request.number })
}
