import { StoredFile } from '@groundwork/domain'
import { archiveRequest, issueArchiveTicket } from '@groundwork/services'
import { presentPlain } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { created, type PrivateRoute } from '../rest/route.ts'
import { addressOfBytes } from './address-of-bytes.ts'

export const archiveTicketRoutes: readonly PrivateRoute[] = [
  {
    method: 'POST',
    path: '/files/zip-tickets',
    tag: StoredFile.plural,
    summary: 'An address from which a browser fetches a ZIP of files and folders, once and within a minute',
    describe: { body: archiveRequest, answer: addressOfBytes, status: 201 },
    access: 'signed-in',
    run: async ({ services, work, body }) =>
      created(presentPlain(await issueArchiveTicket(services, work, readValues(archiveRequest, body)))),
  },
]
