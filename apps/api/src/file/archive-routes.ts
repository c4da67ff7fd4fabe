import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { WorkContext } from '@groundwork/db'
import {
  type ArchiveRequest,
  archiveRequest,
  openArchive,
  planArchive,
  redeemArchiveTicket,
} from '@groundwork/services'
import { contentDisposition } from '@groundwork/storage'
import { readBody } from '../rest/read-body.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues } from '../rest/resource-routes.ts'
import type { ApiServices } from '../services.ts'
import type { ByteCall, PublicByteCall } from './byte-call.ts'
import { hasHungUp } from './download-routes.ts'

/** POST /files/zip/ */
export async function archiveRoute({ services, work, req, res, query }: ByteCall): Promise<void> {
  refuseParameters(query)
  await sendArchive(services, res, { context: work, request: readValues(archiveRequest, await readBody(req)) })
}

/** GET /files/zip/?ticket=: the ticket is the right, once. */
export async function archiveTicketRoute({ services, origin, res, query }: PublicByteCall): Promise<void> {
  refuseParameters(query, ['ticket'])
  await sendArchive(services, res, await redeemArchiveTicket(services, origin, query.get('ticket') ?? ''))
}

interface Asked {
  readonly context: WorkContext
  readonly request: ArchiveRequest
}

/** How long it will be, nobody knows: an archive that breaks off ends the connection without its end. */
async function sendArchive(services: ApiServices, res: ServerResponse, { context, request }: Asked): Promise<void> {
  const { name, entries } = await planArchive(services, context, request)
  const archive = await openArchive(services, context, entries)
  res.writeHead(200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': contentDisposition(name, { inline: false }),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  })
  try {
    await pipeline(archive, res)
  } catch (error) {
    if (!hasHungUp(error)) throw error
  }
}
