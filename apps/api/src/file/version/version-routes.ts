import { notFound, StoredFile } from '@groundwork/domain'
import {
  issueVersionTicket,
  listFileVersions,
  nameFileVersion,
  openVersionByTicket,
  removeFileVersion,
  restoreFileVersion,
  type VersionOf,
} from '@groundwork/services'
import { presentPage, presentPlain, presentRest } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { created, noContent, ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import { addressOfBytes } from '../address-of-bytes.ts'
import type { PublicByteCall } from '../byte-call.ts'
import { sendBytes } from '../download-routes.ts'
import { versionName, versionOf, versionRow } from './version-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const

/** An address that cannot be a version's is none. */
function versionAt({ params }: RestCall): VersionOf {
  const { data } = versionOf.safeParse({ id: idOf(params), number: Number(params.number) })
  if (!data) throw notFound('version')
  return data
}

export const versionRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/files/{id}/versions',
    summary: 'What a file has been, newest first',
    describe: { answer: versionRow, isList: 'whole' },
    run: async ({ services, work, params }) => ok(presentPage(await listFileVersions(services, work, idOf(params)))),
  },
  {
    ...common,
    method: 'PATCH',
    path: '/files/{id}/versions/{number}',
    summary: 'Name a version of a file',
    describe: { body: versionName, status: 204 },
    run: async (call) => {
      const change = { ...versionAt(call), ...readValues(versionName, call.body) }
      await nameFileVersion(call.services, call.work, change)
      return noContent
    },
  },
  {
    ...common,
    method: 'DELETE',
    path: '/files/{id}/versions/{number}',
    summary: 'Remove a version of a file for good',
    describe: { status: 204 },
    run: async (call) => {
      await removeFileVersion(call.services, call.work, versionAt(call))
      return noContent
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/versions/{number}/restore',
    summary: 'Take a version of a file up again, as a new one',
    describe: { answer: StoredFile.read },
    run: async (call) =>
      ok(presentRest(StoredFile, await restoreFileVersion(call.services, call.work, versionAt(call)))),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/versions/{number}/tickets',
    summary: 'An address from which a browser fetches a version of a file, once and within a minute',
    describe: { answer: addressOfBytes, status: 201 },
    run: async (call) => created(presentPlain(await issueVersionTicket(call.services, call.work, versionAt(call)))),
  },
]

/** GET /files/versions/bytes/?ticket=: a version for a browser, which cannot show who it is. The ticket is the right, once. */
export async function versionTicketRoute({ services, origin, res, query }: PublicByteCall): Promise<void> {
  refuseParameters(query, ['ticket'])
  await sendBytes(res, await openVersionByTicket(services, origin, query.get('ticket') ?? ''))
}
